// EMV Book 2 (4.3), annex A1.4: an issuer key in use, options B (triple DES) and C (AES).
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>
/// An issuer key that was imported once and derives many card keys: its triple DES schedule, or its AES key, which is
/// expanded in less time than it is copied. Pinned, zeroed on dispose, safe to use from many threads.
/// </summary>
public sealed class IssuerKey : IDisposable
{
    private readonly ulong[] _schedule;
    private volatile bool _isZeroed;

    /// <summary>Copies the key; the caller clears its own copy.</summary>
    /// <param name="algorithm">Cipher of the key.</param>
    /// <param name="key">16 bytes.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    public IssuerKey(KeyAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        if (key.Length != 16)
        {
            throw new ArgumentException("An issuer key has 16 bytes.", nameof(key));
        }
        Algorithm = algorithm;
        var isAes = algorithm == KeyAlgorithm.Aes;
        _schedule = GC.AllocateArray<ulong>(isAes ? 2 : DesEngine.ScheduleWords, pinned: true);
        if (isAes)
        {
            key.CopyTo(Bytes);
        }
        else
        {
            DesEngine.Expand(key, isEncryption: true, _schedule);
        }
    }

    /// <summary>Cipher of the key.</summary>
    public KeyAlgorithm Algorithm { get; }

    private Span<byte> Bytes => MemoryMarshal.AsBytes(_schedule.AsSpan());

    /// <summary>Derives the key of a card; as <see cref="CardKey"/> does by option B or C.</summary>
    /// <param name="card">PAN and sequence number.</param>
    /// <param name="target">16 bytes.</param>
    /// <exception cref="ObjectDisposedException">The key was zeroed.</exception>
    public void DeriveCardKey(in CardIdentity card, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_isZeroed, this);
        if (Algorithm == KeyAlgorithm.Aes)
        {
            CardKey.DeriveC(Bytes, card, target);
            return;
        }
        Span<byte> blocks = stackalloc byte[16];
        CardKey.WriteBlocksB(card, blocks);
        DesEngine.Transform(_schedule, blocks, target);
        KeyParity.SetOdd(target[..16]);
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        _isZeroed = true;
        CryptographicOperations.ZeroMemory(Bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Algorithm} issuer key";
}
