using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>HMAC-SHA-256 over parts, each after its length: no two lists give the same bytes.</summary>
internal static class KeyedHash
{
    public static byte[] Compute(HeldKey key, string purpose, ReadOnlySpan<byte> context, ReadOnlySpan<byte> value)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes);
        Append(hash, Encoding.UTF8.GetBytes(purpose));
        Append(hash, context);
        Append(hash, value);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
