// ISO 8583:1987 section 4.2: attributes of data elements.
namespace Tessera.Iso8583;

/// <summary>Which characters a value may hold.</summary>
public enum FieldContent
{
    /// <summary><c>n</c>: decimal digits.</summary>
    Numeric = 1,

    /// <summary><c>x+n</c>: C, D or a digit, then decimal digits.</summary>
    SignedAmount = 2,

    /// <summary><c>an</c>: letters, digits and the pad space.</summary>
    Alphanumeric = 3,

    /// <summary><c>ans</c>: printable ASCII, 20 to 7E.</summary>
    AlphanumericSpecial = 4,

    /// <summary>
    /// <c>ans</c> that some parties fill with bytes: anything; its text is hex when a byte is not printable.
    /// </summary>
    Open = 5,

    /// <summary><c>z</c>: track 2 of ISO 7813: digits and the separator, <c>=</c> or <c>D</c>.</summary>
    Track = 6,

    /// <summary><c>b</c>: bytes; its text is upper-case hex.</summary>
    Binary = 7,
}
