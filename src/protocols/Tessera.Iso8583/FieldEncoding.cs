// ISO 8583:1987 leaves the representation of fields to the parties of a link; these are the ones in use.
namespace Tessera.Iso8583;

/// <summary>How the characters, digits or bytes of a value lie on the wire.</summary>
public enum FieldEncoding
{
    /// <summary>One byte a character; binary content is not allowed.</summary>
    Ascii = 1,

    /// <summary>Two digits a byte; a signed amount keeps its sign as one ASCII byte in front.</summary>
    Bcd = 2,

    /// <summary>Bytes as they are.</summary>
    Binary = 3,

    /// <summary>Two hexadecimal ASCII characters a byte; length prefixes count the characters.</summary>
    HexAscii = 4,

    /// <summary>One EBCDIC byte a character (code page 1047, as jPOS); binary content is not allowed.</summary>
    Ebcdic = 5,
}
