using System.Globalization;
using System.Text;

namespace Tessera.Server.Partners;

/// <summary>Tessera's use of DE48: elements of a two-digit name, a two-digit length and a text, in any order.</summary>
internal static class PrivateElement
{
    /// <summary>The network's reference of the payment.</summary>
    public const string NetworkReference = "01";

    /// <summary>The network verified the token: five digits of its counter, one of cardholder verification.</summary>
    public const string TokenVerdict = "02";

    /// <summary>What the issuer owes the wallet for a presentment, in minor units.</summary>
    public const string WalletFee = "03";

    /// <summary>1 when nothing more will be presented, 0 when more may be; without it a presentment is the last.
    /// </summary>
    public const string Final = "04";

    /// <summary>The interchange in minor units where DE28 is too short for it.</summary>
    public const string Interchange = "05";

    /// <summary>The payment system that a till refused (0620).</summary>
    public const string RefusedSystem = "06";

    public static string Write(params (string Name, string Text)[] elements)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in elements.Where(element => element.Text.Length > 0))
            text.Append(CultureInfo.InvariantCulture, $"{name}{value.Length:D2}{value}");
        return text.ToString();
    }

    /// <summary>The element's text; empty when it is not there or the elements cannot be followed up to it.</summary>
    public static string Find(ReadOnlySpan<char> data, string name)
    {
        while (data.Length >= 4
            && int.TryParse(data[2..4], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && data.Length >= 4 + length)
        {
            if (data[..2].SequenceEqual(name))
                return data.Slice(4, length).ToString();
            data = data[(4 + length)..];
        }

        return "";
    }
}
