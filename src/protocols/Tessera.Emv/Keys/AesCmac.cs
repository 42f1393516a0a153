// RFC 4493 and NIST SP 800-38B: AES-CMAC. The framework has none.
using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>AES-CMAC over data of any length, with 16, 24 or 32-byte keys.</summary>
public static class AesCmac
{
    /// <summary>Length of the full MAC; callers truncate from the left.</summary>
    public const int MacBytes = 16;

    /// <summary>Computes the 16-byte MAC.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="data">The message; may be empty.</param>
    /// <param name="target">At least 16 bytes.</param>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> target)
    {
        using var cipher = new AesBlocks(key);
        Span<byte> subkey = stackalloc byte[MacBytes];
        Span<byte> last = stackalloc byte[MacBytes];
        cipher.Encrypt(Vector128<byte>.Zero).CopyTo(subkey);
        Double(subkey);

        var chain = Vector128<byte>.Zero;
        var rest = data;
        for (; rest.Length > MacBytes; rest = rest[MacBytes..])
        {
            chain = cipher.Encrypt(chain ^ Vector128.Create(rest));
        }
        last.Clear();
        rest.CopyTo(last);
        if (rest.Length < MacBytes)
        {
            last[rest.Length] = 0x80;
            Double(subkey);
        }
        cipher.Encrypt(chain ^ Vector128.Create<byte>(subkey) ^ Vector128.Create<byte>(last)).CopyTo(target);
        CryptographicOperations.ZeroMemory(subkey);
        CryptographicOperations.ZeroMemory(last);
    }

    /// <summary>Multiplies by x in GF(2^128), the subkey step of RFC 4493 section 2.3.</summary>
    private static void Double(Span<byte> block)
    {
        var value = BinaryPrimitives.ReadUInt128BigEndian(block);
        BinaryPrimitives.WriteUInt128BigEndian(block, (value << 1) ^ (0x87 * (ulong)(value >> 127)));
    }
}
