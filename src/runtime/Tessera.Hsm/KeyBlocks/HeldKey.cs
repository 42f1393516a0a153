using System.Security.Cryptography;
using Tessera.Emv.Keys;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>A key in use: pinned, zeroed on dispose, with the usage that its block had.</summary>
public sealed class HeldKey : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _isZeroed;

    /// <summary>Takes over a pinned array.</summary>
    internal HeldKey(KeyLabel label, KeyShape shape, byte[] pinned)
    {
        Label = label;
        Shape = shape;
        _bytes = pinned;
        CheckValue = ComputeCheckValue(shape, pinned);
    }

    public KeyLabel Label { get; }

    public KeyShape Shape { get; }

    /// <summary>Six hex digits.</summary>
    public string CheckValue { get; }

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

    public override string ToString() => $"{Label} {Shape.Usage}{Shape.Algorithm} {CheckValue}";

    private static string ComputeCheckValue(KeyShape shape, ReadOnlySpan<byte> key)
    {
        if (shape.Algorithm == 'H')
        {
            return Convert.ToHexString(HMACSHA256.HashData(key, []).AsSpan(0, 3));
        }
        Span<byte> check = stackalloc byte[3];
        KeyCheckValue.Compute(shape.Algorithm == 'A' ? KeyAlgorithm.Aes : KeyAlgorithm.TripleDes, key, check);
        return Convert.ToHexString(check);
    }
}
