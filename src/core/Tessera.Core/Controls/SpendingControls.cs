namespace Tessera.Core.Controls;

// Limits and switches of one owner for one target, replaced as a whole. Zero and empty mean: no such control. Amounts
// are minor units of the account's currency. A day and a month are those of UTC.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record SpendingControls
{
    public const int MostListed = 200;
    public const int MostVelocity = 100;
    public const int MostVelocityMinutes = 1_440;
    public const int MostCount = 10_000;
    public const int MostStepUpMinutes = 60;

    public static readonly SpendingControls None = new();

    [Order(0)]
    public long PaymentLimitMinor { get; init; }

    [Order(1)]
    public long DayLimitMinor { get; init; }

    [Order(2)]
    public int DayLimitCount { get; init; }

    [Order(3)]
    public long MonthLimitMinor { get; init; }

    [Order(4)]
    public int MonthLimitCount { get; init; }

    // Merchant category codes. Where some are allowed, no other is.
    [Order(5)]
    public ushort[] AllowedCategories { get; init; } = [];

    [Order(6)]
    public ushort[] RefusedCategories { get; init; } = [];

    // Countries of merchants, ISO 3166-1 numbers.
    [Order(7)]
    public ushort[] AllowedCountries { get; init; } = [];

    [Order(8)]
    public ushort[] RefusedCountries { get; init; } = [];

    [Order(9)]
    public SpendingChannels RefusedChannels { get; init; }

    // At most so many approvals in so many minutes.
    [Order(10)]
    public int VelocityCount { get; init; }

    [Order(11)]
    public int VelocityMinutes { get; init; }

    // Above this amount the cardholder confirms first.
    [Order(12)]
    public long StepUpAboveMinor { get; init; }

    [Order(13)]
    public ushort[] StepUpCategories { get; init; } = [];

    // In every country but the issuer's.
    [Order(14)]
    public bool IsStepUpAbroad { get; init; }

    // How long the cardholder has to confirm, and then to pay.
    [Order(15)]
    public int StepUpMinutes { get; init; } = 10;

    [MemoryPackIgnore]
    public bool IsEmpty =>
        (PaymentLimitMinor | DayLimitMinor | MonthLimitMinor) == 0
        && (DayLimitCount | MonthLimitCount | VelocityCount) == 0
        && AllowedCategories.Length + RefusedCategories.Length + AllowedCountries.Length + RefusedCountries.Length == 0
        && RefusedChannels == SpendingChannels.None && !HasStepUp;

    [MemoryPackIgnore]
    public bool HasStepUp => StepUpAboveMinor > 0 || StepUpCategories.Length > 0 || IsStepUpAbroad;

    public bool IsWithinRange() =>
        PaymentLimitMinor >= 0 && DayLimitMinor >= 0 && MonthLimitMinor >= 0 && StepUpAboveMinor >= 0
        && DayLimitCount is >= 0 and <= MostCount && MonthLimitCount is >= 0 and <= MostCount
        && IsList(AllowedCategories, 9_999) && IsList(RefusedCategories, 9_999) && IsList(StepUpCategories, 9_999)
        && IsList(AllowedCountries, 999) && IsList(RefusedCountries, 999)
        && (RefusedChannels & ~Channels) == SpendingChannels.None
        && VelocityCount is >= 0 and <= MostVelocity && VelocityMinutes is >= 0 and <= MostVelocityMinutes
        && (VelocityCount == 0) == (VelocityMinutes == 0)
        && StepUpMinutes is >= 1 and <= MostStepUpMinutes;

    private const SpendingChannels Channels = SpendingChannels.Contactless | SpendingChannels.InApp
        | SpendingChannels.Contact | SpendingChannels.Magstripe | SpendingChannels.OnFile;

    private static bool IsList(ushort[] numbers, int most) =>
        numbers.Length <= MostListed && numbers.All(number => number <= most);
}
