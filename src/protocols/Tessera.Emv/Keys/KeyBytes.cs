// Byte arithmetic shared by the derivations of EMV Book 2 (4.3), annex A1.
namespace Tessera.Emv.Keys;

internal static class KeyBytes
{
    private const int WordPairs = 9;
    private const ulong Word = 1_000_000_000_000_000_000;

    /// <summary>target ^= other, over the length of the shorter.</summary>
    public static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        var length = Math.Min(target.Length, other.Length);
        for (var i = 0; i < length; i++)
        {
            target[i] ^= other[i];
        }
    }

    /// <summary>target = ~source.</summary>
    public static void Invert(ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = (byte)(source[i] ^ 0xFF);
        }
    }

    /// <summary>
    /// Decimal digits of the value, two per byte, right-aligned, zero-filled; higher digits are dropped.
    /// </summary>
    public static void WriteDecimal(UInt128 value, Span<byte> target)
    {
        // Eighteen digits at a time fit a machine word, whose division is far cheaper.
        target.Clear();
        for (var end = target.Length; end > 0 && value != 0; end -= WordPairs)
        {
            var word = (ulong)(value % Word);
            value /= Word;
            for (var i = end - 1; i >= 0 && word != 0; i--)
            {
                var pair = (int)(word % 100);
                target[i] = (byte)(((pair / 10) << 4) | (pair % 10));
                word /= 100;
            }
        }
    }
}
