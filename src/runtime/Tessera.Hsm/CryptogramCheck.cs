using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.InApp;
using Tessera.Emv.Keys;
using Tessera.Hsm.KeyBlocks;
using Tessera.Primitives;

namespace Tessera.Hsm;

/// <summary>
/// Verifies request cryptograms. A message that cannot be read, an unknown version or key, and a wrong cryptogram all
/// take the same steps: what is missing is replaced by a stand-in and the answer is made false beforehand.
/// </summary>
internal sealed class CryptogramCheck(KeyStore keys) : IDisposable
{
    // A well-formed transaction with an M/Chip-free CVN 18; its key below is nobody's.
    private static readonly byte[] StandInField55 = Hex.Read(
        "9F02060000000000009F03060000000000009F1A020000950500000000005F2A0200009A030000009C01009F370400000000"
        + "820200009F360200009F1007060112030000009F26080000000000000000");

    private static readonly CryptogramProfileSet StandInProfile = CryptogramProfileSet.Of(CryptogramProfile.Visa18);

    private readonly IssuerKey _standInKey = new(KeyAlgorithm.TripleDes, RandomNumberGenerator.GetBytes(16));
    private readonly IssuerKey _standInAesKey = new(KeyAlgorithm.Aes, RandomNumberGenerator.GetBytes(16));

    public CryptogramVerdict Verify(in CryptogramRequest request)
    {
        Span<byte> cardKey = stackalloc byte[16];
        var isValid = Check(request, cardKey, out var reading);
        CryptographicOperations.ZeroMemory(cardKey);
        return isValid && TryMakeVerdict(request, reading, out var verdict) ? verdict : CryptogramVerdict.Invalid;
    }

    public byte[] MakeResponse(in CryptogramRequest request, IssuerDecision decision)
    {
        Span<byte> cardKey = stackalloc byte[16];
        Span<byte> value = stackalloc byte[ResponseCryptogram.MaximumBytes];
        var length = Check(request, cardKey, out var reading)
            ? ResponseCryptogram.Write(reading.Rules, cardKey, reading.Elements, decision, value)
            : 0;
        CryptographicOperations.ZeroMemory(cardKey);
        return value[..length].ToArray();
    }

    public void Dispose()
    {
        _standInKey.Dispose();
        _standInAesKey.Dispose();
    }

    private bool Check(in CryptogramRequest request, Span<byte> cardKey, out Reading reading)
    {
        Span<byte> input = stackalloc byte[CryptogramInputAssembly.MaximumBytes];
        var isReadable = TryRead(request.Field55.Span, request.Accepted, input, out reading, out var length);
        if (!isReadable)
        {
            TryRead(StandInField55, StandInProfile, input, out reading, out length);
        }
        var rules = reading.Rules;
        var issuer = reading.Issuer;
        var label = new KeyLabel(request.KeySet, KeyUsageTable.IssuerRole(rules.Algorithm), issuer.KeyIndex);
        var issuerKey = keys.Find(label, HsmVerb.VerifyCryptogram);
        var standIn = rules.Algorithm == KeyAlgorithm.Aes ? _standInAesKey : _standInKey;
        (issuerKey is null ? standIn : issuerKey.IssuerKey).DeriveCardKey(request.Card, cardKey);
        if (issuer.KeyNumber != 0)
        {
            LimitedUseKey.Derive(cardKey, issuer.KeyNumber, cardKey);
        }
        Span<byte> expected = stackalloc byte[ApplicationCryptogram.Bytes];
        ApplicationCryptogram.Compute(rules, cardKey, reading.Elements, input[..length], expected);
        var isEqual = CryptographicOperations.FixedTimeEquals(expected, reading.Elements.Cryptogram);
        CryptographicOperations.ZeroMemory(expected);

        // A type that the covered bytes do not tell could be a decline: it never passes, whatever was expected.
        var isExpectedType = issuer.CryptogramType == request.Expected
            & issuer.CryptogramType != ApplicationCryptogramType.Unknown;
        var isAccepted = request.Accepted.Contains(rules.Profile);
        return isReadable & issuerKey is not null & isEqual & isExpectedType & isAccepted;
    }

    private static bool TryRead(
        ReadOnlySpan<byte> field55,
        CryptogramProfileSet accepted,
        scoped Span<byte> input,
        out Reading reading,
        out int length)
    {
        reading = default;
        length = 0;
        return CryptogramElements.TryRead(field55, out reading.Elements, out _)
            && TryFindRules(reading.Elements.IssuerApplication, accepted, out reading.Issuer, out reading.Rules)
            && CryptogramInputAssembly.TryWrite(reading.Rules, reading.Elements, input, out length, out _)
            && reading.Elements.Cryptogram.Length == ApplicationCryptogram.Bytes;
    }

    // The range says which layouts its cards have: issuer data of one layout can look like those of another.
    private static bool TryFindRules(
        ReadOnlySpan<byte> source,
        CryptogramProfileSet accepted,
        out IssuerApplication issuer,
        out CryptogramRules rules)
    {
        issuer = default;
        rules = null!;
        var all = CryptogramRules.All;
        for (var i = 0; i < all.Count; i++)
        {
            if (accepted.Contains(all[i].Profile) && IssuerApplication.TryReadAs(all[i].Format, source, out issuer)
                && issuer.Version == all[i].Version)
            {
                rules = all[i];
                return true;
            }
        }
        return false;
    }

    // The card may have covered bytes that are no decimal number: such a transaction has no amount to decide on.
    private static bool TryMakeVerdict(
        in CryptogramRequest request, in Reading reading, out CryptogramVerdict verdict)
    {
        verdict = CryptogramVerdict.Invalid;
        var elements = reading.Elements;
        var issuer = reading.Issuer;
        ulong currencyNumber = 0, date = 0;
        if (!Bcd.TryRead(elements.AmountAuthorised, out var amount, out _))
        {
            return false;
        }
        if (reading.Rules.CoversAllElements
            && !(Bcd.TryRead(elements.TransactionCurrency, out currencyNumber, out _)
                && Bcd.TryRead(elements.TransactionDate, out date, out _)))
        {
            return false;
        }
        verdict = new CryptogramVerdict(
            IsValid: true,
            CredentialKeyId.Of(issuer.KeyIndex, request.Card.SequenceNumber, issuer.KeyNumber),
            BinaryPrimitives.ReadUInt16BigEndian(elements.TransactionCounter),
            (long)amount,
            new Currency((ushort)currencyNumber),
            (int)date,
            BinaryPrimitives.ReadUInt32BigEndian(elements.UnpredictableNumber),
            VerificationOf(issuer))
        {
            IsRelaySuspected = IsRelaySuspected(elements, reading.Rules, issuer),
            Profile = reading.Rules.Profile,
        };
        return true;
    }

    private static CardholderVerification VerificationOf(in IssuerApplication issuer) => 0 switch
    {
        _ when issuer.HolderVerifiedByCard => CardholderVerification.Device,
        _ when issuer.IsTransit => CardholderVerification.Transit,
        _ => CardholderVerification.None,
    };

    // The terminal results are covered. Where the card is one of ours it also covers its number of the relay exchange:
    // when the terminal says that there was one and the card knows of none, somebody else answered.
    private static bool IsRelaySuspected(
        in CryptogramElements elements, CryptogramRules rules, in IssuerApplication issuer)
    {
        // In an app the place of the terminal results holds the time of the order.
        if (!rules.CoversAllElements || elements.InterchangeProfile.SequenceEqual(InAppOrder.InterchangeProfile)
            || !TerminalVerificationResults.TryRead(elements.TerminalVerificationResults, out var results, out _))
        {
            return false;
        }
        var isSilent = rules.Profile == CryptogramProfile.TesseraAesMChip
            && results.Has(TvrBit.RelayProtocolPerformed)
            && !issuer.Counters.Slice(2, 4).ContainsAnyExcept((byte)0);
        return isSilent || results.Has(TvrBit.RelayTimeLimitsExceeded) || results.Has(TvrBit.RelayThresholdExceeded);
    }

    /// <summary>A message cut into what a verification needs.</summary>
    private ref struct Reading
    {
        public CryptogramElements Elements;
        public IssuerApplication Issuer;
        public CryptogramRules Rules;
    }
}
