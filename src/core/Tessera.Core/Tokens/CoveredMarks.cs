namespace Tessera.Core.Tokens;

// Sixteen bits of what each of the eight newest cryptograms of a token covers, in a row of 128 bits.
public static class CoveredMarks
{
    public const int Count = 8;

    // An event of before marks were kept.
    public const ushort Unknown = 0;

    private const int Bits = 16;

    // FNV-1a over the covered values, folded; never Unknown.
    public static ushort Make(params ReadOnlySpan<ulong> covered)
    {
        var hash = 2_166_136_261U;
        foreach (var value in covered)
        {
            for (var shift = 0; shift < 64; shift += 8)
            {
                hash = unchecked((hash ^ (uint)((value >> shift) & 0xFF)) * 16_777_619U);
            }
        }

        var mark = (ushort)((hash >> Bits) ^ (hash & ushort.MaxValue));
        return mark == Unknown ? (ushort)1 : mark;
    }

    public static ushort Of(UInt128 marks, ushort atc) => (ushort)((marks >> Shift(atc)) & ushort.MaxValue);

    public static UInt128 With(UInt128 marks, ushort atc, ushort mark)
    {
        var lane = (UInt128)ushort.MaxValue << Shift(atc);
        return (marks & ~lane) | ((UInt128)mark << Shift(atc));
    }

    private static int Shift(ushort atc) => atc % Count * Bits;
}
