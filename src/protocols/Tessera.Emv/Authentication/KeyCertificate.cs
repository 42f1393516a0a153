// EMV 4.4 Book 2, 5.3 (issuer public key) and 6.4 (card public key): certificates.
using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Emv.Authentication;

/// <summary>A certificate recovered and checked: the key of an issuer or of a card (EMV Book 2, 5.3 and 6.4).</summary>
public sealed class KeyCertificate
{
    private const byte Padding = 0xBB;

    private KeyCertificate(byte[] block, int holderBytes, RsaPublicKey key)
    {
        Block = block;
        var rest = block.AsSpan(2 + holderBytes);
        Holder = Hex.Write(block.AsSpan(2, holderBytes));
        ExpiryMmyy = Hex.Write(rest[..2]);
        SerialNumber = rest[2..5].ToArray();
        Key = key;
    }

    /// <summary>The recovered block, from 6A to BC.</summary>
    public ReadOnlyMemory<byte> Block { get; }

    /// <summary>
    /// Whose key it is, as it stands in the block: leading digits of the card number (8 characters) or the whole
    /// number (20), padded with F.
    /// </summary>
    public string Holder { get; }

    /// <summary>Month and year after which it does not count, four digits.</summary>
    public string ExpiryMmyy { get; }

    /// <summary>Serial number, 3 bytes; unique for its signer.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }

    /// <summary>The certified key.</summary>
    public RsaPublicKey Key { get; }

    /// <summary>The hash in the block, 20 bytes.</summary>
    public ReadOnlyMemory<byte> Hash => Block[^(SignedBlock.HashBytes + 1)..^1];

    /// <summary>
    /// Recovers and checks all that holds without knowing card number and date, see <see cref="IsFor"/> and
    /// <see cref="IsExpired"/>.
    /// </summary>
    /// <param name="kind">Which certificate it is.</param>
    /// <param name="signer">Scheme key or issuer key.</param>
    /// <param name="parts">Its objects.</param>
    /// <param name="staticData">The signed data of the card (5.1.1); empty for an issuer's certificate.</param>
    /// <param name="certificate">The certificate; null when refused.</param>
    /// <param name="fault">Why it was refused.</param>
    public static bool TryRecover(
        CertificateKind kind,
        RsaPublicKey signer,
        CertificateParts parts,
        ReadOnlyMemory<byte> staticData,
        out KeyCertificate certificate,
        out AuthenticationFault fault)
    {
        certificate = null!;
        if (!SignedBlock.TryRecover(signer, parts.Certificate.Span, (byte)kind, out var block, out fault))
        {
            return false;
        }

        var holderBytes = HolderBytes(kind);
        var numbers = block.AsSpan(2 + holderBytes + 5, 4);
        var place = block.AsMemory((2 + holderBytes + 9)..^(SignedBlock.HashBytes + 1));
        fault = CheckLengths(numbers, place.Length, parts);
        if (fault != AuthenticationFault.None)
        {
            return false;
        }

        if (!SignedBlock.Covers(block, parts.Remainder, parts.Exponent, staticData))
        {
            fault = AuthenticationFault.HashDiffers;
            return false;
        }

        byte[] modulus = [.. place[..Math.Min(place.Length, numbers[2])].Span, .. parts.Remainder.Span];
        if (!RsaPublicKey.TryMake(modulus, parts.Exponent.Span, out var key))
        {
            fault = AuthenticationFault.UnsupportedAlgorithm;
            return false;
        }

        certificate = new KeyCertificate(block, holderBytes, key);
        return true;
    }

    /// <summary>
    /// True when the certificate belongs to a card number: its leading digits for an issuer (5.3, step 7), the whole
    /// number for a card (6.4, step 8).
    /// </summary>
    public bool IsFor(string cardNumber)
    {
        var digits = Holder.TrimEnd('F');
        return Holder.Length == HolderBytes(CertificateKind.Card) * 2
            ? digits == cardNumber
            : digits.Length >= 3 && cardNumber.StartsWith(digits, StringComparison.Ordinal);
    }

    /// <summary>True when the last day of its month is past; also when it states no month.</summary>
    public bool IsExpired(DateOnly today)
    {
        if (!int.TryParse(ExpiryMmyy, NumberStyles.None, CultureInfo.InvariantCulture, out var monthYear)
            || monthYear / 100 is < 1 or > 12)
        {
            return true;
        }

        // EMV Book 4, 6.7.3: years 00 to 49 are 20xx, 50 to 99 are 19xx.
        var year = monthYear % 100 + (monthYear % 100 < 50 ? 2000 : 1900);
        return (today.Year, today.Month).CompareTo((year, monthYear / 100)) > 0;
    }

    internal static int HolderBytes(CertificateKind kind) => kind == CertificateKind.Issuer ? 4 : 10;

    /// <summary>Hash and key algorithm, length of modulus and of exponent.</summary>
    private static AuthenticationFault CheckLengths(ReadOnlySpan<byte> numbers, int placeBytes, CertificateParts parts)
    {
        if (numbers[0] != SignedBlock.Sha1 || numbers[1] != SignedBlock.Rsa)
        {
            return AuthenticationFault.UnsupportedAlgorithm;
        }

        var remainder = Math.Max(0, numbers[2] - placeBytes);
        return parts.Remainder.Length == remainder && parts.Exponent.Length == numbers[3]
            ? AuthenticationFault.None
            : AuthenticationFault.WrongLength;
    }

    /// <summary>The modulus as it stands in a block: cut to its place, or padded with BB.</summary>
    internal static void WriteModulus(ReadOnlySpan<byte> modulus, Span<byte> place)
    {
        var kept = Math.Min(modulus.Length, place.Length);
        modulus[..kept].CopyTo(place);
        place[kept..].Fill(Padding);
    }
}
