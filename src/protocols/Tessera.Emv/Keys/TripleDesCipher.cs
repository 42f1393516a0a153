// NIST SP 800-67: two-key triple DES, encrypt-decrypt-encrypt with K1, K2, K1.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>
/// Two-key triple DES on whole 8-byte blocks (ECB). Every caller passes plain spans, so the cipher beneath can change
/// without them. Keys with equal halves are single DES, as published test keys expect.
/// </summary>
public static class TripleDesCipher
{
    /// <summary>Length of a key: two halves of 8 bytes.</summary>
    public const int KeyBytes = 16;

    /// <summary>Length of a block.</summary>
    public const int BlockBytes = DesEngine.BlockBytes;

    /// <summary>Encrypts whole blocks; source and target may be the same span.</summary>
    /// <param name="key">16 bytes, any parity.</param>
    /// <param name="source">A multiple of 8 bytes.</param>
    /// <param name="target">At least as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> target) =>
        Transform(key, isEncryption: true, source, target);

    /// <summary>Decrypts whole blocks; see <see cref="Encrypt"/> for the shapes.</summary>
    /// <param name="key">16 bytes, any parity.</param>
    /// <param name="source">A multiple of 8 bytes.</param>
    /// <param name="target">At least as long as <paramref name="source"/>.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    public static void Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> source, Span<byte> target) =>
        Transform(key, isEncryption: false, source, target);

    private static void Transform(
        ReadOnlySpan<byte> key, bool isEncryption, ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException("A two-key triple DES key has 16 bytes.", nameof(key));
        }
        Span<ulong> schedule = stackalloc ulong[DesEngine.ScheduleWords];
        DesEngine.Expand(key, isEncryption, schedule);
        DesEngine.Transform(schedule, source, target);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(schedule));
    }
}
