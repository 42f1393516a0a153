// RFC 4493 and NIST SP 800-38B: AES-CMAC. The framework has none.
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>AES-CMAC over data of any length, with 16, 24 or 32-byte keys.</summary>
public static class AesCmac
{
    /// <summary>Length of the full MAC; callers truncate from the left.</summary>
    public const int MacBytes = 16;

    private const int ChunkBytes = 512;

    /// <summary>Computes the 16-byte MAC.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="data">The message; may be empty.</param>
    /// <param name="target">At least 16 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> target)
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> subkey = stackalloc byte[16];
        Span<byte> chain = stackalloc byte[16];
        Span<byte> last = stackalloc byte[16];
        subkey.Clear();
        chain.Clear();
        last.Clear();
        aes.EncryptEcb(subkey, subkey, PaddingMode.None);
        Double(subkey);

        var rest = Fold(aes, data, chain);
        rest.CopyTo(last);
        if (rest.Length < 16)
        {
            last[rest.Length] = 0x80;
            Double(subkey);
        }
        KeyBytes.Xor(last, subkey);
        KeyBytes.Xor(last, chain);
        aes.EncryptEcb(last, target[..MacBytes], PaddingMode.None);
        CryptographicOperations.ZeroMemory(subkey);
        CryptographicOperations.ZeroMemory(last);
    }

    /// <summary>Chains all blocks but the last one; returns that one, 0 to 16 bytes (0 only for empty data).</summary>
    private static ReadOnlySpan<byte> Fold(Aes aes, ReadOnlySpan<byte> data, Span<byte> chain)
    {
        Span<byte> output = stackalloc byte[ChunkBytes];
        var rest = data;
        while (rest.Length > 16)
        {
            var take = Math.Min(ChunkBytes, (rest.Length - 1) / 16 * 16);
            aes.EncryptCbc(rest[..take], chain, output, PaddingMode.None);
            output.Slice(take - 16, 16).CopyTo(chain);
            rest = rest[take..];
        }
        return rest;
    }

    /// <summary>Multiplies by x in GF(2^128), the subkey step of RFC 4493 section 2.3.</summary>
    private static void Double(Span<byte> block)
    {
        var carry = (block[0] & 0x80) != 0;
        for (var i = 0; i < 15; i++)
        {
            block[i] = (byte)(((block[i] << 1) & 0xFF) | (block[i + 1] >> 7));
        }
        block[15] = (byte)(((block[15] << 1) & 0xFF) ^ (carry ? 0x87 : 0));
    }
}
