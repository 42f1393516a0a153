// EMV 4.4 Book 2, 5.3, 5.4, 6.4 to 6.6: the signing side, for test schemes.
using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Emv.Authentication;

/// <summary>
/// A small certification tool: the scheme's key certifies issuers, an issuer's key certifies cards and signs their
/// data. It keeps no list of what it signed and is meant for test schemes and simulated cards.
/// </summary>
/// <param name="signer">Key of the scheme or of the issuer.</param>
public sealed class CertificateAuthority(RsaSigner signer)
{
    private const byte Padding = 0xBB;

    /// <summary>The public side of the signing key.</summary>
    public RsaPublicKey Key => signer.PublicKey;

    /// <summary>Certifies an issuer's or a card's key.</summary>
    /// <param name="kind">Which certificate to make.</param>
    /// <param name="holder">Leading 3 to 8 digits of card numbers (issuer), or the card number.</param>
    /// <param name="expires">Any day of the last month in which it counts.</param>
    /// <param name="serialNumber">0 to 16,777,215; unique for this signer.</param>
    /// <param name="key">The key to certify, at most as long as the signer's.</param>
    /// <param name="staticData">The card's signed data (5.1.1); empty for an issuer.</param>
    public CertificateParts Certify(
        CertificateKind kind,
        string holder,
        DateOnly expires,
        int serialNumber,
        RsaPublicKey key,
        ReadOnlyMemory<byte> staticData = default)
    {
        Invariant.Check(serialNumber is >= 0 and <= 0xFFFFFF, "a serial number has three bytes");
        Invariant.Check(key.LengthBytes <= Key.LengthBytes, "a certified key is not longer than its signer's");
        var holderBytes = KeyCertificate.HolderBytes(kind);
        Invariant.Check(holder.Length >= 3 && holder.Length <= holderBytes * 2, "a holder fits its place");
        var block = Frame((byte)kind);
        Convert.FromHexString(holder.PadRight(holderBytes * 2, 'F')).CopyTo(block.AsSpan(2));
        var rest = block.AsSpan(2 + holderBytes);
        Convert.FromHexString(expires.ToString("MMyy", CultureInfo.InvariantCulture)).CopyTo(rest);
        rest[2] = (byte)(serialNumber >> 16);
        rest[3] = (byte)((serialNumber >> 8) & 0xFF);
        rest[4] = (byte)(serialNumber & 0xFF);
        rest[5] = SignedBlock.Sha1;
        rest[6] = SignedBlock.Rsa;
        rest[7] = (byte)key.LengthBytes;
        rest[8] = (byte)key.Exponent.Length;
        var place = rest[9..^(SignedBlock.HashBytes + 1)];
        KeyCertificate.WriteModulus(key.Modulus.Span, place);
        var remainder = key.Modulus[Math.Min(place.Length, key.LengthBytes)..];
        return new CertificateParts(Seal(block, remainder, key.Exponent, staticData), remainder, key.Exponent);
    }

    /// <summary>Signs a card's static data (93).</summary>
    /// <param name="code">Data authentication code, 2 bytes.</param>
    /// <param name="staticData">The card's signed data (5.1.1).</param>
    public byte[] SignStatic(ReadOnlySpan<byte> code, ReadOnlyMemory<byte> staticData)
    {
        var block = Frame(StaticSignature.Format);
        block[2] = SignedBlock.Sha1;
        code[..2].CopyTo(block.AsSpan(3));
        block.AsSpan(5..^(SignedBlock.HashBytes + 1)).Fill(Padding);
        return Seal(block, staticData);
    }

    /// <summary>Signs a card's dynamic data (9F4B); the signer is the card.</summary>
    /// <param name="format">05, or 95 for fast DDA with a request to the issuer.</param>
    /// <param name="dynamicData">Length and card dynamic number, and for CDA information, cryptogram and hash.</param>
    /// <param name="terminalData">What the hash covers besides.</param>
    public byte[] SignDynamic(byte format, ReadOnlySpan<byte> dynamicData, ReadOnlyMemory<byte> terminalData)
    {
        var block = Frame(format);
        Invariant.Check(dynamicData.Length <= block.Length - 25, "dynamic data fit the card's key");
        block[2] = SignedBlock.Sha1;
        block[3] = (byte)dynamicData.Length;
        dynamicData.CopyTo(block.AsSpan(4));
        block.AsSpan((4 + dynamicData.Length)..^(SignedBlock.HashBytes + 1)).Fill(Padding);
        return Seal(block, terminalData);
    }

    private byte[] Frame(byte format)
    {
        var block = new byte[Key.LengthBytes];
        block[0] = 0x6A;
        block[1] = format;
        block[^1] = 0xBC;
        return block;
    }

    private byte[] Seal(byte[] block, params ReadOnlySpan<ReadOnlyMemory<byte>> data)
    {
        var hashAt = block.Length - SignedBlock.HashBytes - 1;
        SignedBlock.Hash(block.AsSpan(1..hashAt), data).CopyTo(block.AsSpan(hashAt));
        return signer.Sign(block);
    }
}
