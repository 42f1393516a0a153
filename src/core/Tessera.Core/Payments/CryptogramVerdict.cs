using Tessera.Core.Tokens;

namespace Tessera.Core.Payments;

// The Hsm's word on a cryptogram, with the values that it covers. When it is not valid nothing else means anything.
// Date is YYMMDD.
public sealed record CryptogramVerdict(
    bool IsValid,
    ulong KeyId,
    ushort Atc,
    long AmountMinor,
    Currency Currency,
    int Date,
    uint UnpredictableNumber,
    CardholderVerification Verification)
{
    public static readonly CryptogramVerdict Invalid =
        new(false, 0, 0, 0, Currency.None, 0, 0, CardholderVerification.None);

    // For the chip data of a plain card that go to its issuer unverified.
    public static readonly CryptogramVerdict LeftToIssuer = Invalid with { Source = VerdictSource.Issuer };

    public VerdictSource Source { get; init; }

    // The covered data say that the card was further away than it may be.
    public bool IsRelaySuspected { get; init; }

    public ushort CoveredMark => CoveredMarks.Make(
        KeyId, (ulong)AmountMinor, Currency.Number, (ulong)Date, UnpredictableNumber, (ulong)Verification);
}
