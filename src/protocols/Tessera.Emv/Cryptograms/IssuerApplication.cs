// EMV Book 3 (4.3), annex C7.2 (format A); Visa, M/Chip and Interac layouts of tag 9F10.
using System.Buffers.Binary;
using Tessera.Primitives;

namespace Tessera.Emv.Cryptograms;

/// <summary>Issuer application data (9F10) cut into its parts; every part is a slice of the source.</summary>
public readonly ref struct IssuerApplication
{
    private const byte InteracVersion = 0x85;

    private static readonly IssuerApplicationFormat[] GuessOrder =
    [
        IssuerApplicationFormat.VisaShort, IssuerApplicationFormat.VisaLong, IssuerApplicationFormat.CommonCore,
        IssuerApplicationFormat.Interac, IssuerApplicationFormat.MChip,
    ];

    /// <summary>Layout that the bytes follow.</summary>
    public IssuerApplicationFormat Format { get; private init; }

    /// <summary>The whole value.</summary>
    public ReadOnlySpan<byte> Whole { get; private init; }

    /// <summary>Derivation key index: which issuer key the card key came from.</summary>
    public byte KeyIndex { get; private init; }

    /// <summary>Cryptogram version number; the common core identifier in the CCD format.</summary>
    public byte Version { get; private init; }

    /// <summary>Card verification results, 4 to 6 bytes, with their length byte where the format has one.</summary>
    public ReadOnlySpan<byte> VerificationResults { get; private init; }

    /// <summary>Data authentication code or card dynamic number (2 bytes, M/Chip only).</summary>
    public ReadOnlySpan<byte> AuthenticationCode { get; private init; }

    /// <summary>Counters: 8 or 16 bytes (M/Chip), 8 bytes (CCD), else empty.</summary>
    public ReadOnlySpan<byte> Counters { get; private init; }

    /// <summary>ATC of the last online transaction (2 bytes, longer M/Chip layouts only).</summary>
    public ReadOnlySpan<byte> LastOnlineCounter { get; private init; }

    /// <summary>Issuer discretionary bytes, without their length byte.</summary>
    public ReadOnlySpan<byte> Discretionary { get; private init; }

    /// <summary>
    /// Number of the limited-use key (<see cref="Keys.LimitedUseKey"/>), 0 for the card's own. Tessera's AES versions
    /// carry it in two discretionary bytes (short Visa layout) or in the last two counter bytes (M/Chip layout).
    /// </summary>
    public ushort KeyNumber => (Version, Format) switch
    {
        (CryptogramRules.TesseraAesVersion, IssuerApplicationFormat.VisaShort) when Discretionary.Length == 2 =>
            BinaryPrimitives.ReadUInt16BigEndian(Discretionary),
        (CryptogramRules.TesseraAesVersion, IssuerApplicationFormat.MChip) when Whole.Length == 18 =>
            BinaryPrimitives.ReadUInt16BigEndian(Counters[^2..]),
        _ => 0,
    };

    /// <summary>What kind of cryptogram the verification results announce.</summary>
    public ApplicationCryptogramType CryptogramType => Format switch
    {
        IssuerApplicationFormat.VisaShort or IssuerApplicationFormat.VisaLong => TypeBits(VerificationResults[1]),
        IssuerApplicationFormat.MChip or IssuerApplicationFormat.CommonCore => TypeBits(VerificationResults[0]),
        _ => ApplicationCryptogramType.Unknown,
    };

    /// <summary>
    /// True when the verification results show that the card or device itself verified its holder (offline PIN or
    /// device verification) and did not find it wrong: Visa byte 2 bits 3 and 2, M/Chip byte 1 bits 3 and 1, CCD
    /// byte 2 bits 4 and 3.
    /// </summary>
    public bool HolderVerifiedByCard => Format switch
    {
        IssuerApplicationFormat.VisaShort or IssuerApplicationFormat.VisaLong =>
            (VerificationResults[1] & 0x06) == 0x04,
        IssuerApplicationFormat.MChip => (VerificationResults[0] & 0x05) == 0x05,
        IssuerApplicationFormat.CommonCore => (VerificationResults[1] & 0x0C) == 0x08,
        _ => false,
    };

    /// <summary>
    /// True when Tessera's own versions say that the device was used in transit mode: nobody was asked to verify.
    /// </summary>
    public bool IsTransit =>
        Version == CryptogramRules.TesseraAesVersion && !HolderVerifiedByCard && (VerificationResults[^1] & 0x01) != 0;

    /// <summary>
    /// Cuts the value of tag 9F10 by its length and leading bytes. Layouts can look alike: an M/Chip key index of 06,
    /// 0F, 11, 15 or 1F may read as another layout. Where the card's layout is known, use <see cref="TryReadAs"/>.
    /// </summary>
    /// <param name="source">At most 32 bytes.</param>
    /// <param name="value">The parts; default when refused.</param>
    /// <param name="error">BadLength, or Unsupported when no known layout fits.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out IssuerApplication value, out ParseError error)
    {
        value = default;
        error = default;
        if (source.Length is < 7 or > 32)
        {
            error = new ParseError(ParseErrorCode.BadLength, 0);
            return false;
        }
        foreach (var format in GuessOrder)
        {
            if (TryReadAs(format, source, out value))
            {
                return true;
            }
        }
        error = new ParseError(ParseErrorCode.Unsupported, 0);
        return false;
    }

    /// <summary>Cuts the value of tag 9F10 by a layout that is known to be the card's.</summary>
    /// <param name="format">The layout.</param>
    /// <param name="source">The value.</param>
    /// <param name="value">The parts; default when refused.</param>
    /// <returns>False when length or fixed bytes are not the layout's.</returns>
    public static bool TryReadAs(
        IssuerApplicationFormat format, ReadOnlySpan<byte> source, out IssuerApplication value)
    {
        var fits = source.Length is >= 7 and <= 32 && format switch
        {
            IssuerApplicationFormat.VisaShort => IsVisaShort(source),
            IssuerApplicationFormat.VisaLong => source.Length == 32 && source[0] == 0x1F,
            IssuerApplicationFormat.CommonCore => source.Length == 32 && source[0] == 0x0F && source[16] == 0x0F,
            IssuerApplicationFormat.Interac =>
                source[0] == source.Length - 1 && source[2] == InteracVersion && source[3] <= source.Length - 4,
            IssuerApplicationFormat.MChip => source.Length is 18 or 20 or 26 or 28,
            _ => false,
        };
        value = (fits, format) switch
        {
            (false, _) => default,
            (_, IssuerApplicationFormat.VisaShort) => ReadVisaShort(source),
            (_, IssuerApplicationFormat.VisaLong) => ReadVisaLong(source),
            (_, IssuerApplicationFormat.CommonCore) => ReadCommonCore(source),
            (_, IssuerApplicationFormat.Interac) => ReadInterac(source),
            _ => ReadMChip(source),
        };
        return fits;
    }

    private static bool IsVisaShort(ReadOnlySpan<byte> source) =>
        source[0] == 0x06 && (source.Length == 7 || source[7] == source.Length - 8);

    private static ApplicationCryptogramType TypeBits(byte results) =>
        (ApplicationCryptogramType)((results >> 4) & 3);

    private static IssuerApplication ReadVisaShort(ReadOnlySpan<byte> source) => new()
    {
        Format = IssuerApplicationFormat.VisaShort,
        Whole = source,
        KeyIndex = source[1],
        Version = source[2],
        VerificationResults = source[3..7],
        Discretionary = source.Length == 7 ? [] : source[8..],
    };

    private static IssuerApplication ReadVisaLong(ReadOnlySpan<byte> source) => new()
    {
        Format = IssuerApplicationFormat.VisaLong,
        Whole = source,
        Version = source[1],
        KeyIndex = source[2],
        VerificationResults = source[3..8],
        Discretionary = source[8..],
    };

    private static IssuerApplication ReadCommonCore(ReadOnlySpan<byte> source) => new()
    {
        Format = IssuerApplicationFormat.CommonCore,
        Whole = source,
        Version = source[1],
        KeyIndex = source[2],
        VerificationResults = source[3..8],
        Counters = source[8..16],
        Discretionary = source[17..],
    };

    private static IssuerApplication ReadInterac(ReadOnlySpan<byte> source) => new()
    {
        Format = IssuerApplicationFormat.Interac,
        Whole = source,
        KeyIndex = source[1],
        Version = source[2],
        VerificationResults = source.Slice(3, 1 + source[3]),
        Discretionary = source[(4 + source[3])..],
    };

    private static IssuerApplication ReadMChip(ReadOnlySpan<byte> source)
    {
        var countersEnd = source.Length < 26 ? 18 : 26;
        return new IssuerApplication
        {
            Format = IssuerApplicationFormat.MChip,
            Whole = source,
            KeyIndex = source[0],
            Version = source[1],
            VerificationResults = source[2..8],
            AuthenticationCode = source[8..10],
            Counters = source[10..countersEnd],
            LastOnlineCounter = source[countersEnd..],
        };
    }
}
