// FIPS 46-3: single DES on the framework's cipher.
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>
/// One 8-byte DES key ready for use. The framework refuses the sixteen weak and semi-weak keys, which a derivation can
/// produce; for those the cipher is reached through triple DES with a second key A on both sides:
/// D(W, y) = D(A, 3DES(A, W, A)[D(A, y)]).
/// </summary>
internal sealed class DesBlock : IDisposable
{
    private static readonly byte[] Envelope = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF];

    private readonly DES _des = DES.Create();
    private readonly TripleDES? _wrapped;

    public DesBlock(ReadOnlySpan<byte> key)
    {
        var held = key.ToArray();
        try
        {
            KeyParity.SetOdd(held);
            if (!DES.IsWeakKey(held) && !DES.IsSemiWeakKey(held))
            {
                _des.SetKey(held);
                return;
            }
            Span<byte> three = stackalloc byte[24];
            Envelope.CopyTo(three);
            held.CopyTo(three[8..]);
            Envelope.CopyTo(three[16..]);
            _des.SetKey(Envelope);
            _wrapped = TripleDES.Create();
            _wrapped.SetKey(three);
            CryptographicOperations.ZeroMemory(three);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(held);
        }
    }

    public void Encrypt(ReadOnlySpan<byte> source, Span<byte> target)
    {
        _des.EncryptEcb(source, target, PaddingMode.None);
        if (_wrapped is null)
        {
            return;
        }
        _wrapped.DecryptEcb(target[..source.Length], target, PaddingMode.None);
        _des.EncryptEcb(target[..source.Length], target, PaddingMode.None);
    }

    public void Decrypt(ReadOnlySpan<byte> source, Span<byte> target)
    {
        _des.DecryptEcb(source, target, PaddingMode.None);
        if (_wrapped is null)
        {
            return;
        }
        _wrapped.EncryptEcb(target[..source.Length], target, PaddingMode.None);
        _des.DecryptEcb(target[..source.Length], target, PaddingMode.None);
    }

    /// <summary>Folds whole blocks into the 8-byte chaining value (CBC, last block kept).</summary>
    public void Chain(ReadOnlySpan<byte> blocks, Span<byte> chain)
    {
        if (_wrapped is null)
        {
            Span<byte> output = stackalloc byte[blocks.Length];
            _des.EncryptCbc(blocks, chain, output, PaddingMode.None);
            output[^8..].CopyTo(chain);
            return;
        }
        for (var at = 0; at < blocks.Length; at += 8)
        {
            KeyBytes.Xor(chain, blocks.Slice(at, 8));
            Encrypt(chain, chain);
        }
    }

    public void Dispose()
    {
        _des.Dispose();
        _wrapped?.Dispose();
    }
}
