// ANSI X9.24-1:2017, annex A: key check values.
namespace Tessera.Emv.Keys;

/// <summary>Key check values: shown to people to compare keys, never the only integrity check.</summary>
public static class KeyCheckValue
{
    /// <summary>Longest value that this class computes.</summary>
    public const int MaximumBytes = 8;

    /// <summary>
    /// Writes the leftmost bytes of the encrypted zero block (DES) or of the CMAC of a zero block (AES).
    /// </summary>
    /// <param name="algorithm">Cipher of the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="target">1 to 8 bytes; three are customary.</param>
    public static void Compute(KeyAlgorithm algorithm, ReadOnlySpan<byte> key, Span<byte> target)
    {
        Span<byte> zero = stackalloc byte[16];
        zero.Clear();
        Span<byte> block = stackalloc byte[16];
        if (algorithm == KeyAlgorithm.Aes)
        {
            AesCmac.Compute(key, zero, block);
        }
        else
        {
            TripleDesCipher.Encrypt(key, zero[..8], block);
        }
        block[..target.Length].CopyTo(target);
    }
}
