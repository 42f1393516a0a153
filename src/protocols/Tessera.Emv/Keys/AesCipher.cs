// FIPS 197: AES on whole blocks.
using System.Runtime.Intrinsics;

namespace Tessera.Emv.Keys;

/// <summary>
/// AES on whole 16-byte blocks (ECB), by spans, so the cipher beneath can change without its callers.
/// </summary>
public static class AesCipher
{
    /// <summary>Length of a block.</summary>
    public const int BlockBytes = 16;

    /// <summary>Encrypts whole blocks; source and target may be the same span.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="source">A multiple of 16 bytes.</param>
    /// <param name="target">At least as long as <paramref name="source"/>.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> target)
    {
        using var cipher = new AesBlocks(key);
        for (var at = 0; at < source.Length; at += BlockBytes)
        {
            cipher.Encrypt(Vector128.Create(source[at..])).CopyTo(target[at..]);
        }
    }
}
