// EMV 4.4 Book 3, 4.3: data element format conventions.
namespace Tessera.Emv.Objects;

/// <summary>
/// How the value bytes of a data element are to be read (EMV Book 3, 4.3). It decides padding in a DOL.
/// </summary>
public enum DataElementFormat
{
    /// <summary>Format <c>b</c>: unsigned binary or bit combinations; also used for unknown tags.</summary>
    Binary = 0,

    /// <summary>Format <c>n</c>: two digits a byte, right-justified, padded left with zero digits.</summary>
    Numeric = 1,

    /// <summary>Format <c>cn</c>: two digits a byte, left-justified, padded right with F.</summary>
    CompressedNumeric = 2,

    /// <summary>Format <c>a</c>: letters, one a byte.</summary>
    Alphabetic = 3,

    /// <summary>Format <c>an</c>: letters and digits, one a byte.</summary>
    Alphanumeric = 4,

    /// <summary>Format <c>ans</c>: letters, digits and the special characters of Book 4 Annex B.</summary>
    AlphanumericSpecial = 5,
}
