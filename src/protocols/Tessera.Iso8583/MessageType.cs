// ISO 8583:1987 section 4.1.1: the message type identifier: version, class, function, origin.
using System.Globalization;

namespace Tessera.Iso8583;

/// <summary>Four digits as four half bytes, <c>0x0100</c>; <c>default</c> is 0000, which no message has.</summary>
/// <param name="Value">The digits, one in each half byte.</param>
public readonly record struct MessageType(ushort Value)
{
    /// <summary>The second digit: 1 authorization, 2 financial, 4 reversal, 8 network management.</summary>
    public int Class => (Value >> 8) & 0xF;

    /// <summary>The third digit: 0 request, 1 response to it, 2 advice, 3 response to it.</summary>
    public int Function => (Value >> 4) & 0xF;

    /// <summary>Whether the last digit is odd: the sender repeats an unanswered message.</summary>
    public bool IsRepeat => (Value & 1) != 0;

    /// <summary>Whether a response belongs to this message.</summary>
    public bool IsRequest => Function is 0 or 2 or 4;

    /// <summary>Type of the response: function plus one, the repeat mark dropped (0100 and 0101 give 0110).</summary>
    public MessageType Response => new((ushort)((Value & 0xFFFE) + 0x10));

    /// <summary>The type without its repeat mark (0421 gives 0420).</summary>
    public MessageType Original => new((ushort)(Value & 0xFFFE));

    /// <summary>Reads four ASCII digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageType type)
    {
        type = default;
        if (text.Length != 4 || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        type = new MessageType(ushort.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The four digits.</summary>
    public override string ToString() => Value.ToString("X4", CultureInfo.InvariantCulture);
}
