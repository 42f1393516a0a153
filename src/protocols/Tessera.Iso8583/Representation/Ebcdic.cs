// EBCDIC code page 1047 (IBM Latin 1 for open systems): the characters that ISO 8583 section 4.2 allows.
namespace Tessera.Iso8583.Representation;

internal static class Ebcdic
{
    private const byte FirstPrintable = 0x20;

    /// <summary>EBCDIC of the printable ASCII characters, 20 to 7E.</summary>
    private static readonly byte[] Printable =
    [
        0x40, 0x5A, 0x7F, 0x7B, 0x5B, 0x6C, 0x50, 0x7D, 0x4D, 0x5D, 0x5C, 0x4E, 0x6B, 0x60, 0x4B, 0x61,
        0xF0, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0x7A, 0x5E, 0x4C, 0x7E, 0x6E, 0x6F,
        0x7C, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6,
        0xD7, 0xD8, 0xD9, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xAD, 0xE0, 0xBD, 0x5F, 0x6D,
        0x79, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96,
        0x97, 0x98, 0x99, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xC0, 0x4F, 0xD0, 0xA1,
    ];

    /// <summary>ASCII by EBCDIC byte; 0, which no element may hold, where there is no printable character.</summary>
    private static readonly byte[] Ascii = Invert();

    internal static void ToAscii(ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = Ascii[source[i]];
    }

    internal static void Read(ReadOnlySpan<byte> source, Span<char> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = (char)Ascii[source[i]];
    }

    /// <summary>A character that has no EBCDIC byte becomes 0, which the check of the written value refuses.</summary>
    internal static void Write(ReadOnlySpan<char> source, Span<byte> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            int index = source[i] - FirstPrintable;
            target[i] = (uint)index < (uint)Printable.Length ? Printable[index] : (byte)0;
        }
    }

    private static byte[] Invert()
    {
        byte[] ascii = new byte[256];
        for (int i = 0; i < Printable.Length; i++)
            ascii[Printable[i]] = (byte)(FirstPrintable + i);
        return ascii;
    }
}
