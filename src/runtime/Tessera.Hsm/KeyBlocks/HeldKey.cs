using System.Security.Cryptography;
using Tessera.Emv.Keys;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>A key in use: pinned, zeroed on dispose, with the usage that its block had.</summary>
public sealed class HeldKey : IDisposable
{
    private readonly byte[] _bytes;
    private readonly uint _verbs;
    private readonly IssuerKey? _issuerKey;
    private volatile bool _isZeroed;

    /// <summary>Takes over a pinned array.</summary>
    internal HeldKey(KeyLabel label, KeyShape shape, byte[] pinned)
    {
        Label = label;
        Shape = shape;
        _bytes = pinned;
        _verbs = KeyUsageTable.VerbsOf(shape.Usage);
        _issuerKey = shape.Usage == KeyUsage.IssuerCryptogram ? new IssuerKey(AlgorithmOf(shape), pinned) : null;
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

    /// <summary>The key ready to derive card keys; issuer keys only.</summary>
    internal IssuerKey IssuerKey => _issuerKey ?? throw new HsmException("The key derives no card keys.");

    internal bool Allows(HsmVerb verb) => ((_verbs >> (int)verb) & 1) != 0;

    public void Dispose()
    {
        _isZeroed = true;
        _issuerKey?.Dispose();
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
        KeyCheckValue.Compute(AlgorithmOf(shape), key, check);
        return Convert.ToHexString(check);
    }

    private static KeyAlgorithm AlgorithmOf(KeyShape shape) =>
        shape.Algorithm == 'A' ? KeyAlgorithm.Aes : KeyAlgorithm.TripleDes;
}
