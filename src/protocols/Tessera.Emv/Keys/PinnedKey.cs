// Key material in memory; no external document.
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>
/// A symmetric key imported once: bytes in a pinned array that the collector never copies, zeroed on dispose. Prints
/// only its algorithm and check value. Safe to read from many threads until it is disposed.
/// </summary>
public sealed class PinnedKey : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _disposed;

    /// <summary>Copies the key; the caller clears its own copy.</summary>
    /// <param name="algorithm">Cipher of the key.</param>
    /// <param name="key">16 bytes for triple DES; 16, 24 or 32 for AES.</param>
    /// <exception cref="ArgumentException">The length does not fit the algorithm.</exception>
    public PinnedKey(KeyAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        var fits = key.Length == 16 || (algorithm == KeyAlgorithm.Aes && key.Length is 24 or 32);
        if (!fits)
        {
            throw new ArgumentException("The key length does not fit its algorithm.", nameof(key));
        }
        Algorithm = algorithm;
        _bytes = GC.AllocateArray<byte>(key.Length, pinned: true);
        key.CopyTo(_bytes);
        Span<byte> check = stackalloc byte[3];
        KeyCheckValue.Compute(algorithm, key, check);
        CheckValue = Convert.ToHexString(check);
    }

    /// <summary>Cipher of the key.</summary>
    public KeyAlgorithm Algorithm { get; }

    /// <summary>First three bytes of the key check value, as six hex digits.</summary>
    public string CheckValue { get; }

    /// <summary>The key itself.</summary>
    /// <exception cref="ObjectDisposedException">The key was zeroed.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm} key, check value {CheckValue}";
}
