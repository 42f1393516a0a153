// Scheme guides: one row per cryptogram version.
using System.Diagnostics.CodeAnalysis;
using Tessera.Emv.Keys;

namespace Tessera.Emv.Cryptograms;

/// <summary>Everything that a cryptogram version fixes. Found by layout and version number, or by profile.</summary>
public sealed class CryptogramRules
{
    private static readonly CryptogramRules[] Table =
    [
        Row(CryptogramProfile.Visa10, IssuerApplicationFormat.VisaShort, 0x0A, CryptogramInput.VerificationResults)
            .With(MacPadding.Method1, SessionKeyMethod.None, ResponseMethod.ResponseCode),
        Row(CryptogramProfile.Visa17, IssuerApplicationFormat.VisaShort, 0x11, CryptogramInput.VisaShort)
            .With(MacPadding.Method1, SessionKeyMethod.None, ResponseMethod.None),
        Row(CryptogramProfile.Visa18, IssuerApplicationFormat.VisaShort, 0x12, CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.Common, ResponseMethod.StatusUpdate),
        Row(CryptogramProfile.Visa22, IssuerApplicationFormat.VisaLong, 0x22, CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.Common, ResponseMethod.StatusUpdate),
        Row(CryptogramProfile.MChip10, IssuerApplicationFormat.MChip, 0x10, CryptogramInput.VerificationResults)
            .With(MacPadding.Method2, SessionKeyMethod.Mastercard, ResponseMethod.ResponseCode, byCardKey: true),
        Row(
                CryptogramProfile.MChip11,
                IssuerApplicationFormat.MChip,
                0x11,
                CryptogramInput.VerificationResultsAndCounters)
            .With(MacPadding.Method2, SessionKeyMethod.Mastercard, ResponseMethod.ResponseCode, byCardKey: true),
        Row(CryptogramProfile.MChip14, IssuerApplicationFormat.MChip, 0x14, CryptogramInput.VerificationResults)
            .With(MacPadding.Method2, SessionKeyMethod.Common, ResponseMethod.ResponseCode),
        Row(
                CryptogramProfile.MChip15,
                IssuerApplicationFormat.MChip,
                0x15,
                CryptogramInput.VerificationResultsAndCounters)
            .With(MacPadding.Method2, SessionKeyMethod.Common, ResponseMethod.ResponseCode),
        Row(CryptogramProfile.Interac133, IssuerApplicationFormat.Interac, 0x85, CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.Mastercard, ResponseMethod.ResponseCode),
        Row(
                CryptogramProfile.CommonCoreA5,
                IssuerApplicationFormat.CommonCore,
                0xA5,
                CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.Common, ResponseMethod.StatusUpdate),
        Row(
                CryptogramProfile.TesseraAesShort,
                IssuerApplicationFormat.VisaShort,
                TesseraAesVersion,
                CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.CommonAes, ResponseMethod.StatusUpdate),
        Row(
                CryptogramProfile.TesseraAesMChip,
                IssuerApplicationFormat.MChip,
                TesseraAesVersion,
                CryptogramInput.WholeIssuerApplication)
            .With(MacPadding.Method2, SessionKeyMethod.CommonAes, ResponseMethod.StatusUpdate),
    ];

    private CryptogramRules()
    {
    }

    /// <summary>Cryptogram version number of Tessera's AES-128 profiles.</summary>
    public const byte TesseraAesVersion = 0xE1;

    /// <summary>Every version that this library makes and checks.</summary>
    public static IReadOnlyList<CryptogramRules> All => Table;

    /// <summary>The version, as stored with payments.</summary>
    public CryptogramProfile Profile { get; private init; }

    /// <summary>Layout of the issuer application data.</summary>
    public IssuerApplicationFormat Format { get; private init; }

    /// <summary>Version number within the layout.</summary>
    public byte Version { get; private init; }

    /// <summary>What the cryptogram covers.</summary>
    public CryptogramInput Input { get; private init; }

    /// <summary>Padding of the covered bytes.</summary>
    public MacPadding Padding { get; private init; }

    /// <summary>Session key of the cryptogram.</summary>
    public SessionKeyMethod SessionKey { get; private init; }

    /// <summary>How the issuer answers.</summary>
    public ResponseMethod Response { get; private init; }

    /// <summary>True when the answer is made with the card key although cryptograms use a session key.</summary>
    public bool AnswersByCardKey { get; private init; }

    /// <summary>Cipher of the card key.</summary>
    public KeyAlgorithm Algorithm =>
        SessionKey == SessionKeyMethod.CommonAes ? KeyAlgorithm.Aes : KeyAlgorithm.TripleDes;

    /// <summary>
    /// True when currency, date, country and terminal results are covered, not only amount and number.
    /// </summary>
    public bool CoversAllElements => Input != CryptogramInput.VisaShort;

    /// <summary>Finds the rules of a layout and version number.</summary>
    /// <param name="issuerApplication">Parsed tag 9F10.</param>
    /// <param name="rules">The rules; null when the version is unknown.</param>
    public static bool TryFind(in IssuerApplication issuerApplication, [NotNullWhen(true)] out CryptogramRules? rules)
    {
        rules = null;
        foreach (var row in Table)
        {
            if (row.Format == issuerApplication.Format && row.Version == issuerApplication.Version)
            {
                rules = row;
                return true;
            }
        }
        return false;
    }

    /// <summary>The rules of a profile.</summary>
    /// <param name="profile">Any profile but None.</param>
    /// <exception cref="ArgumentOutOfRangeException">The profile has no rules.</exception>
    public static CryptogramRules For(CryptogramProfile profile) =>
        Array.Find(Table, row => row.Profile == profile)
        ?? throw new ArgumentOutOfRangeException(nameof(profile));

    private static CryptogramRules Row(
        CryptogramProfile profile,
        IssuerApplicationFormat format,
        byte version,
        CryptogramInput input) =>
        new() { Profile = profile, Format = format, Version = version, Input = input };

    private CryptogramRules With(
        MacPadding padding,
        SessionKeyMethod sessionKey,
        ResponseMethod response,
        bool byCardKey = false) =>
        new()
        {
            Profile = Profile,
            Format = Format,
            Version = Version,
            Input = Input,
            Padding = padding,
            SessionKey = sessionKey,
            Response = response,
            AnswersByCardKey = byCardKey || sessionKey == SessionKeyMethod.None,
        };
}
