// ISO 8583:1987 DE90: which message a reversal takes back.
using System.Globalization;

namespace Tessera.Iso8583;

/// <summary>The five parts of DE90, 42 digits: type 4, STAN 6, DE7 10, acquirer 11, forwarder 11.</summary>
/// <param name="Type">The original message's type.</param>
/// <param name="Stan">The original system trace audit number.</param>
/// <param name="TransmissionTime">The original DE7, MMDDhhmmss as a number.</param>
/// <param name="Acquirer">The original DE32, 0 when unknown.</param>
/// <param name="Forwarder">The original DE33, 0 when unknown.</param>
public readonly record struct OriginalElements(
    MessageType Type, uint Stan, ulong TransmissionTime, ulong Acquirer, ulong Forwarder)
{
    /// <summary>Digits of the text form.</summary>
    public const int Length = 42;

    /// <summary>Reads 42 digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OriginalElements elements)
    {
        elements = default;
        if (text.Length != Length || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        _ = MessageType.TryParse(text[..4], out MessageType type);
        elements = new OriginalElements(
            type, (uint)Number(text[4..10]), Number(text[10..20]), Number(text[20..31]), Number(text[31..]));
        return true;
    }

    /// <summary>Writes 42 digits; false when a part does not fit its place or the target is shorter.</summary>
    public bool TryFormat(Span<char> target) => target.Length >= Length && target.TryWrite(
        CultureInfo.InvariantCulture,
        $"{Type.Value:X4}{Stan:D6}{TransmissionTime:D10}{Acquirer:D11}{Forwarder:D11}",
        out int written) && written == Length;

    private static ulong Number(ReadOnlySpan<char> digits) =>
        ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
