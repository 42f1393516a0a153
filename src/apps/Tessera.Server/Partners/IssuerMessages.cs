using System.Globalization;
using Tessera.Core.Directory;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Hsm.Vault;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.World;

namespace Tessera.Server.Partners;

/// <summary>
/// What the network says to an issuer that keeps its own books, and an acquirer to its network. Trace number and time
/// of a request follow from its payment, so that an advice or a reversal names it whatever was lost in between.
/// </summary>
public sealed class IssuerMessages(TesseraWorld world)
{
    private const ushort Request = 0x0100;
    private const ushort Advice = 0x0120;
    private const ushort Presentment = 0x0220;
    private const ushort Reversal = 0x0420;
    private const long GreatestFee = 99_999_999;
    private const string Purchase = "000000";
    private const string Refund = "200000";

    private DirectoryState Directory => world.Directory.Current;

    /// <summary>0100; null when the card's number is not in the vault any more.</summary>
    internal async ValueTask<OutgoingMessage?> RequestAsync(FundingRequest asked, TapMessage tap)
    {
        var payment = asked.Payment;
        // A plain card's number came with its tap; a token's card has to be looked up.
        Pan? number = payment.Token.IsNone ? tap.Number : await world.Vault.TryRevealAsync(
            new Id<VaultRow>(payment.Pan.Value), RevealReason.IssuerAuthorisation);
        if (number is not { } known)
            return null;
        var message = Start(Request, payment, known)
            .At(payment.AuthorisedAt.ToDateTimeOffset(), TraceOf(payment))
            .With(14, asked.ExpiryYearMonth == 0 ? "" : Digits(asked.ExpiryYearMonth, 4));
        return payment.Token.IsNone
            ? message.With(23, Digits(tap.SequenceNumber, 3)).With(35, tap.Track?.Reveal() ?? "")
                .With(55, tap.Emv.ToArray())
            : message.With(48, Verdict(payment));
    }

    /// <summary>An advice has the trace of its request; its type tells them apart.</summary>
    internal OutgoingMessage? Of(PartnerMessage message, bool isRepeat)
    {
        var payment = message.Payment;
        var repeat = (ushort)(isRepeat ? 1 : 0);
        if (!TryReveal(payment, RevealReason.Clearing, out var number))
            return null;
        return message.Kind switch
        {
            PartnerMessageKind.Advice => Start((ushort)(Advice | repeat), payment, number)
                .At(payment.AuthorisedAt.ToDateTimeOffset(), TraceOf(payment))
                .With(38, payment.FundingLeg.Reference)
                .With(39, "00")
                .With(48, Verdict(payment)),
            PartnerMessageKind.Reversal => Start((ushort)(Reversal | repeat), payment, number)
                .At(message.QueuedAt.ToDateTimeOffset(), TraceOf(message))
                .With(90, Original(payment)),
            _ => Presented((ushort)(Presentment | repeat), message, number),
        };
    }

    private OutgoingMessage Presented(ushort type, PartnerMessage message, Pan number)
    {
        var payment = message.Payment;
        var isRefund = message.Kind == PartnerMessageKind.RefundPresentment;
        var fits = message.InterchangeMinor <= GreatestFee;
        return Start(type, payment, number)
            .At(message.QueuedAt.ToDateTimeOffset(), TraceOf(message))
            .With(3, isRefund ? Refund : Purchase)
            .With(4, Digits(message.AmountMinor, 12))
            .With(15, message.BusinessDate.ToString("MMdd", CultureInfo.InvariantCulture))
            .With(28, fits ? (isRefund ? "D" : "C") + Digits(message.InterchangeMinor, 8) : "")
            .With(48, PrivateElement.Write(
                (PrivateElement.NetworkReference, payment.NetworkLeg.Reference),
                (PrivateElement.WalletFee, message.WalletFeeMinor.ToString(CultureInfo.InvariantCulture)),
                (PrivateElement.Final, message.IsFinal ? "1" : "0"),
                (PrivateElement.Interchange, fits ? "" : Digits(message.InterchangeMinor, 1))))
            .With(90, Original(payment));
    }

    private OutgoingMessage Start(ushort type, Payment payment, Pan number)
    {
        var facts = payment.Facts;
        var at = payment.AuthorisedAt.ToDateTimeOffset().UtcDateTime;
        var (terminal, merchant, name) = Place(payment);
        return new OutgoingMessage(type)
            .With(2, number.Reveal())
            .With(3, Purchase)
            .With(4, Digits(payment.AuthorisedMinor, 12))
            .With(12, at.ToString("HHmmss", CultureInfo.InvariantCulture))
            .With(13, at.ToString("MMdd", CultureInfo.InvariantCulture))
            .With(18, Digits(facts.CategoryCode, 4))
            .With(19, Digits(facts.Country, 3))
            .With(22, Digits((int)payment.EntryMode, 2) + "0")
            .With(25, "00")
            .With(32, CodeOf(facts.AcquirerBook))
            .With(33, ForwarderOf(facts))
            .With(37, payment.AcquirerLeg.Reference)
            .With(41, terminal)
            .With(42, merchant)
            .With(43, name)
            .With(49, Digits(payment.CurrencyNumber, 3));
    }

    private (string Terminal, string Merchant, string Name) Place(Payment payment)
    {
        var facts = payment.Facts;
        if (facts.OutsideTerminal is { } outside)
            return (outside.TerminalCode, outside.MerchantCode, outside.MerchantName);
        var terminal = Directory.Terminals[payment.Till.Value];
        var name = Directory.FindMerchant(facts.Merchant)!.Name;
        return (
            terminal.Code,
            Digits((long)(facts.MerchantNumber % 1_000_000_000_000_000), 15),
            string.Concat(name.Select(c => c is >= ' ' and <= '~' ? c : '?').Take(40)));
    }

    private string Original(Payment payment)
    {
        var time = OutgoingMessage.TimeText(payment.AuthorisedAt.ToDateTimeOffset());
        var original = new OriginalElements(
            new MessageType(Request),
            (uint)TraceOf(payment),
            ulong.Parse(time, CultureInfo.InvariantCulture),
            ulong.Parse(CodeOf(payment.Facts.AcquirerBook), CultureInfo.InvariantCulture),
            ulong.Parse(ForwarderOf(payment.Facts), CultureInfo.InvariantCulture));
        Span<char> text = stackalloc char[OriginalElements.Length];
        Invariant.Check(original.TryFormat(text), "institution codes have at most eleven digits");
        return text.ToString();
    }

    private static string Verdict(Payment payment) => PrivateElement.Write(
        (PrivateElement.NetworkReference, payment.NetworkLeg.Reference),
        (PrivateElement.TokenVerdict, Digits(payment.Atc, 5) + Digits((int)payment.Verification, 1)));

    private bool TryReveal(Payment payment, RevealReason reason, out Pan number) =>
        world.Vault.TryReveal(new Id<VaultRow>(payment.Pan.Value), reason, out number);

    // Whose link it is: the network's own, or of an acquirer that asks a network elsewhere.
    private string ForwarderOf(PaymentFacts facts) =>
        CodeOf(facts.IsNetworkHere ? facts.NetworkBook : facts.AcquirerBook);

    private string CodeOf(ushort book) => Directory.FindParticipant(new(book))?.Code ?? "0";

    // Counted by the shard, so that a million payments in a row have a million traces.
    private static ulong TraceOf(Payment payment) =>
        ulong.Parse(payment.NetworkLeg.Reference.AsSpan(1), CultureInfo.InvariantCulture) % 1_000_000;

    private static ulong TraceOf(PartnerMessage message) => (ulong)(message.Sequence % 1_000_000);

    private static string Digits(long value, int digits) =>
        value.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
