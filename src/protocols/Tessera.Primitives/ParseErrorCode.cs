namespace Tessera.Primitives;

/// <summary>Why bytes or text from outside were refused. The numbers are part of reports and never change.</summary>
public enum ParseErrorCode
{
    /// <summary>No error: the value was read.</summary>
    None = 0,

    /// <summary>The source ends inside a value whose length is known.</summary>
    Truncated = 1,

    /// <summary>The value is complete, and bytes are left over.</summary>
    TrailingBytes = 2,

    /// <summary>A length is missing, cut off, or impossible for its field.</summary>
    BadLength = 3,

    /// <summary>A character or digit outside the alphabet of the field.</summary>
    BadCharacter = 4,

    /// <summary>A tag or field number is cut off or not encoded as its standard says.</summary>
    BadTag = 5,

    /// <summary>Well formed, but not a value that the field may hold.</summary>
    BadValue = 6,

    /// <summary>The check digits do not fit the rest.</summary>
    BadCheckDigit = 7,

    /// <summary>Longer than the cap of the decoder or the field.</summary>
    TooLong = 8,

    /// <summary>Nested deeper than the cap of the decoder.</summary>
    TooDeep = 9,

    /// <summary>A member that may stand once stands twice.</summary>
    Duplicate = 10,

    /// <summary>A mandatory member is absent.</summary>
    Missing = 11,

    /// <summary>A form that the standard allows and this decoder does not read.</summary>
    Unsupported = 12,

    /// <summary>A number outside the range of its type.</summary>
    OutOfRange = 13,
}
