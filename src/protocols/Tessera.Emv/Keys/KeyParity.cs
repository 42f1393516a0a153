// EMV Book 2 (4.3), annex A1.4: derived DES keys carry odd parity.
using System.Numerics;

namespace Tessera.Emv.Keys;

/// <summary>Odd parity of DES keys. Parity does not change what a key computes, only how it compares.</summary>
public static class KeyParity
{
    /// <summary>Sets the lowest bit of every byte so that each byte has an odd number of ones.</summary>
    public static void SetOdd(Span<byte> key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            var upper = (byte)(key[i] & 0xFE);
            key[i] = (byte)(upper | (BitOperations.PopCount(upper) & 1 ^ 1));
        }
    }

    /// <summary>True when every byte has an odd number of ones.</summary>
    public static bool IsOdd(ReadOnlySpan<byte> key)
    {
        foreach (var part in key)
        {
            if ((BitOperations.PopCount(part) & 1) == 0)
            {
                return false;
            }
        }
        return true;
    }
}
