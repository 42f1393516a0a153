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

    // The terminal's date may be a day off (time zones, midnight), no more.
    public bool IsDatedNear(Timestamp at)
    {
        var (yearMonth, day) = Math.DivRem(Date, 100);
        var (year, month) = Math.DivRem(yearMonth, 100);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month))
        {
            return false;
        }

        return Math.Abs(new DateOnly(2000 + year, month, day).DayNumber - at.Date.DayNumber) <= 1;
    }
}
