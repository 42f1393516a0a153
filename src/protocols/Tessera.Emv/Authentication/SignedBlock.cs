// EMV 4.4 Book 2, 5 and 6: what all recovered blocks have in common.
using System.Security.Cryptography;

namespace Tessera.Emv.Authentication;

/// <summary>The common frame of recovered blocks: 6A, format, …, hash of 20 bytes, BC.</summary>
internal static class SignedBlock
{
    public const int HashBytes = 20;
    public const byte Sha1 = 0x01;
    public const byte Rsa = 0x01;

    public static bool TryRecover(
        RsaPublicKey key, ReadOnlySpan<byte> signed, byte format, out byte[] block, out AuthenticationFault fault)
    {
        if (!key.TryRecover(signed, out block, out fault))
        {
            return false;
        }

        fault = block[1] == format ? AuthenticationFault.None : AuthenticationFault.WrongFormat;
        return fault == AuthenticationFault.None;
    }

    public static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> block) => block[^(HashBytes + 1)..^1];

    /// <summary>
    /// True when the block's hash covers it, from the format on, and the data behind it. EMV knows SHA-1 only; it
    /// stands here for reading cards, never for anything of our own.
    /// </summary>
    public static bool Covers(ReadOnlySpan<byte> block, params ReadOnlySpan<ReadOnlyMemory<byte>> data) =>
        Hash(block[1..^(HashBytes + 1)], data).AsSpan().SequenceEqual(HashOf(block));

    public static byte[] Hash(ReadOnlySpan<byte> first, params ReadOnlySpan<ReadOnlyMemory<byte>> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(first);
        foreach (var part in data)
        {
            hash.AppendData(part.Span);
        }

        return hash.GetHashAndReset();
    }
}
