// ISO 8583:1987 DE39: two characters that answer a request.
namespace Tessera.Iso8583;

/// <summary>Two ASCII letters or digits; <c>default</c> is no code.</summary>
/// <param name="First">The first character.</param>
/// <param name="Second">The second character.</param>
public readonly record struct ResponseCode(char First, char Second)
{
    /// <summary>00, approved.</summary>
    public static ResponseCode Approved => new('0', '0');

    /// <summary>30, the message could not be read.</summary>
    public static ResponseCode FormatError => new('3', '0');

    /// <summary>96, the system cannot answer now.</summary>
    public static ResponseCode SystemMalfunction => new('9', '6');

    /// <summary>Whether the request was approved: 00.</summary>
    public bool IsApproved => this == Approved;

    /// <summary>Reads two letters or digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ResponseCode code)
    {
        code = default;
        if (text.Length != 2 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[1]))
            return false;
        code = new ResponseCode(text[0], text[1]);
        return true;
    }

    /// <summary>The two characters, empty for <c>default</c>.</summary>
    public override string ToString() => First == 0 ? "" : $"{First}{Second}";
}
