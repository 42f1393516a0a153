// ISO 8583:1987 section 4.2: justification of fixed-length values and of odd digit counts.
namespace Tessera.Iso8583;

/// <summary>A pad character and its side; <c>default</c> pads nothing.</summary>
/// <param name="Side">Where the padding stands.</param>
/// <param name="Character">The ASCII character, or the hexadecimal digit when a half byte is filled.</param>
public readonly record struct Padding(PadSide Side, char Character);
