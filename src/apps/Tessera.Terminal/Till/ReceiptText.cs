using System.Globalization;
using Tessera.Emv.Kernel;
using Tessera.Terminal.Acquiring;

namespace Tessera.Terminal.Till;

/// <summary>Prints receipts: 32 columns, no card data but the last four digits.</summary>
internal static class ReceiptText
{
    private const int Columns = 32;

    public static string Print(
        TillSettings settings, Sale sale, string system, SaleStatus status, AcquirerAnswer answer)
    {
        var tap = sale.Authorisation;
        var lines = new List<string>
        {
            Centre(settings.MerchantName),
            Centre("TERMINAL " + settings.Reader.TerminalIdentification),
            "",
            Pair(
                sale.LocalTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                sale.LocalTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            Pair("SALE", sale.TraceNumber.ToString("D6", CultureInfo.InvariantCulture)),
            Pair("AMOUNT", tap.Amount.ToString()),
            Pair("CARD", "************" + tap.Pan.LastFour),
            Pair("SYSTEM", system),
            Pair("AID", Convert.ToHexString(tap.ApplicationIdentifier.Span)),
            Pair("ATC", tap.TransactionCounter.ToString("D5", CultureInfo.InvariantCulture)),
            "CONTACTLESS",
        };
        lines.AddRange(Verification(tap.Verification));
        lines.Add("");
        lines.Add(Centre(Headline(status, answer)));
        if (answer.ApprovalCode.Length > 0)
        {
            lines.Add(Pair("APPROVAL", answer.ApprovalCode));
        }

        if (answer.Reference.Length > 0)
        {
            lines.Add(Pair("REF", answer.Reference));
        }

        return string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n";
    }

    /// <summary>The one line of a sale that no acquirer was asked about.</summary>
    public static string Notice(SaleStatus status, TapReason reason) => (status, reason) switch
    {
        (SaleStatus.Refused, _) => "NOT ACCEPTED HERE\n",
        (_, TapReason.VerifyOnDevice) => "SEE PHONE, THEN TAP AGAIN\n",
        (SaleStatus.TapAgain, _) => "TAP AGAIN\n",
        (SaleStatus.Declined, _) => "DECLINED\n",
        _ => "CARD CANNOT BE USED\n",
    };

    private static string Headline(SaleStatus status, AcquirerAnswer answer) => status switch
    {
        SaleStatus.Approved => "APPROVED " + answer.ResponseCode,
        SaleStatus.Unknown => "NO ANSWER - NOT CHARGED",
        _ => answer.Text.Length > 0 ? $"{answer.Text} {answer.ResponseCode}" : "DECLINED " + answer.ResponseCode,
    };

    private static IEnumerable<string> Verification(TapVerification verification) => verification switch
    {
        TapVerification.OnDevice => ["VERIFIED ON DEVICE"],
        TapVerification.OnlinePin => ["VERIFIED BY PIN"],
        TapVerification.Signature => ["SIGNATURE", "", "x______________________________"],
        _ => [],
    };

    private static string Pair(string left, string right) =>
        left.Length + right.Length + 1 > Columns ? left + " " + right : left + right.PadLeft(Columns - left.Length);

    private static string Centre(string text) =>
        text.Length >= Columns ? text : new string(' ', (Columns - text.Length) / 2) + text;
}
