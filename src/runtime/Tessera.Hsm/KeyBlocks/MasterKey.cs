using System.Security.Cryptography;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>The 32-byte key above all others: pinned, zeroed on dispose.</summary>
public sealed class MasterKey : IDisposable
{
    public const int KeyBytes = 32;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(KeyBytes, pinned: true);
    private volatile bool _isZeroed;

    internal MasterKey(ReadOnlySpan<byte> key) => key.CopyTo(_bytes);

    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isZeroed, this);
            return _bytes;
        }
    }

    public void Dispose()
    {
        _isZeroed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }

    public override string ToString() => "master key";
}
