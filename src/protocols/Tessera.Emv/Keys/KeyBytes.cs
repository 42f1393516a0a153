// Byte arithmetic shared by the derivations of EMV Book 2 (4.3), annex A1.
namespace Tessera.Emv.Keys;

internal static class KeyBytes
{
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
        for (var i = target.Length - 1; i >= 0; i--)
        {
            var pair = (byte)(value % 100);
            target[i] = (byte)(((pair / 10) << 4) | (pair % 10));
            value /= 100;
        }
    }
}
