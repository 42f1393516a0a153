// EMV 4.4 Book 2, 5.4: signed static application data, tag 93.
namespace Tessera.Emv.Authentication;

/// <summary>Signed static application data (93), recovered with the issuer's key (EMV Book 2, 5.4).</summary>
public sealed class StaticSignature
{
    internal const byte Format = 0x03;

    private StaticSignature(byte[] block) => Block = block;

    /// <summary>The recovered block, from 6A to BC.</summary>
    public ReadOnlyMemory<byte> Block { get; }

    /// <summary>Data authentication code, 2 bytes (9F45).</summary>
    public ReadOnlyMemory<byte> Code => Block[3..5];

    /// <summary>The hash in the block, 20 bytes.</summary>
    public ReadOnlyMemory<byte> Hash => Block[^(SignedBlock.HashBytes + 1)..^1];

    /// <summary>Recovers the block; whether it covers the card's data tells <see cref="Covers"/>.</summary>
    public static bool TryRecover(
        RsaPublicKey issuer, ReadOnlySpan<byte> signed, out StaticSignature signature, out AuthenticationFault fault)
    {
        signature = null!;
        if (!SignedBlock.TryRecover(issuer, signed, Format, out var block, out fault))
        {
            return false;
        }

        if (block[2] != SignedBlock.Sha1)
        {
            fault = AuthenticationFault.UnsupportedAlgorithm;
            return false;
        }

        signature = new StaticSignature(block);
        return true;
    }

    /// <summary>True when the issuer signed these static data.</summary>
    public bool Covers(ReadOnlyMemory<byte> staticData) => SignedBlock.Covers(Block.Span, staticData);
}
