// Tessera device key envelope, version 1: its content.
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tessera.Primitives;

namespace Tessera.Emv.Keys;

/// <summary>
/// The card keys of one token on one device: what an envelope carries. Content layout: per key one byte algorithm,
/// one byte length, the key.
/// </summary>
/// <param name="tripleDes">Key of the 3DES profiles, or null.</param>
/// <param name="aes">Key of the AES profile, or null.</param>
public sealed class DeviceCardKeys(PinnedKey? tripleDes, PinnedKey? aes) : IDisposable
{
    /// <summary>Longest content: two keys of at most 32 bytes.</summary>
    public const int MaximumBytes = 2 * 34;

    /// <summary>Key of the 3DES profiles, when the device got one.</summary>
    public PinnedKey? TripleDes { get; } = tripleDes;

    /// <summary>Key of the AES profile, when the device got one.</summary>
    public PinnedKey? Aes { get; } = aes;

    /// <summary>The key for an algorithm, or null.</summary>
    /// <param name="algorithm">Cipher of the wanted key.</param>
    public PinnedKey? For(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.Aes ? Aes : TripleDes;

    /// <summary>Writes the content of an envelope.</summary>
    /// <param name="target">At least <see cref="MaximumBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> target)
    {
        var end = 0;
        foreach (var key in (ReadOnlySpan<PinnedKey?>)[TripleDes, Aes])
        {
            if (key is null)
            {
                continue;
            }
            target[end] = (byte)key.Algorithm;
            target[end + 1] = (byte)key.Bytes.Length;
            key.Bytes.CopyTo(target[(end + 2)..]);
            end += 2 + key.Bytes.Length;
        }
        return end;
    }

    /// <summary>Opens an envelope and reads its keys.</summary>
    /// <param name="device">The device's private key.</param>
    /// <param name="envelope">Sealed bytes as delivered.</param>
    /// <param name="context">See <see cref="DeviceKeyEnvelope.Context"/>.</param>
    /// <param name="keys">The keys; the caller disposes them.</param>
    public static bool TryOpen(
        ECDiffieHellman device,
        ReadOnlySpan<byte> envelope,
        ReadOnlySpan<byte> context,
        [NotNullWhen(true)] out DeviceCardKeys? keys)
    {
        keys = null;
        if (!DeviceKeyEnvelope.TryOpen(device, envelope, context, out var content))
        {
            return false;
        }
        var isRead = TryRead(content, out keys, out _);
        CryptographicOperations.ZeroMemory(content);
        return isRead;
    }

    /// <summary>Reads the content of an envelope.</summary>
    /// <param name="source">Content bytes.</param>
    /// <param name="keys">The keys; the caller disposes them.</param>
    /// <param name="error">Where reading stopped.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> source,
        [NotNullWhen(true)] out DeviceCardKeys? keys,
        out ParseError error)
    {
        keys = null;
        PinnedKey? tripleDes = null, aes = null;
        var at = 0;
        while (at < source.Length)
        {
            error = CheckKey(source, at, tripleDes is not null, aes is not null);
            if (error.Code != ParseErrorCode.None)
            {
                tripleDes?.Dispose();
                aes?.Dispose();
                return false;
            }
            var key = new PinnedKey((KeyAlgorithm)source[at], source.Slice(at + 2, source[at + 1]));
            tripleDes = key.Algorithm == KeyAlgorithm.TripleDes ? key : tripleDes;
            aes = key.Algorithm == KeyAlgorithm.Aes ? key : aes;
            at += 2 + source[at + 1];
        }
        error = default;
        keys = new DeviceCardKeys(tripleDes, aes);
        return true;
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        TripleDes?.Dispose();
        Aes?.Dispose();
    }

    private static ParseError CheckKey(ReadOnlySpan<byte> source, int at, bool hasTripleDes, bool hasAes)
    {
        if (source.Length - at < 2)
        {
            return new ParseError(ParseErrorCode.Truncated, at);
        }
        var isAes = source[at] == (byte)KeyAlgorithm.Aes;
        if (!isAes && source[at] != (byte)KeyAlgorithm.TripleDes)
        {
            return new ParseError(ParseErrorCode.BadTag, at);
        }
        if (isAes ? hasAes : hasTripleDes)
        {
            return new ParseError(ParseErrorCode.Duplicate, at);
        }
        int length = source[at + 1];
        if (length != 16 && !(isAes && length is 24 or 32))
        {
            return new ParseError(ParseErrorCode.BadLength, at + 1);
        }
        return source.Length - at - 2 < length
            ? new ParseError(ParseErrorCode.Truncated, at + 2)
            : default;
    }
}
