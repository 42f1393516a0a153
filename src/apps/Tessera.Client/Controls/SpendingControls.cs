namespace Tessera.Client.Controls;

/// <summary>Limits and switches of an account or token; what is left out is not limited. Amounts in minor units of the
/// account's currency; days and months of UTC.</summary>
public sealed record SpendingControls
{
    public long? PaymentLimit { get; init; }

    public long? DayLimit { get; init; }

    public int? DayCount { get; init; }

    public long? MonthLimit { get; init; }

    public int? MonthCount { get; init; }

    /// <summary>Merchant category codes, four digits each. Where some are allowed, no other is.</summary>
    public IReadOnlyList<string>? AllowedCategories { get; init; }

    public IReadOnlyList<string>? RefusedCategories { get; init; }

    /// <summary>ISO 3166-1 numbers of the merchants' countries.</summary>
    public IReadOnlyList<int>? AllowedCountries { get; init; }

    public IReadOnlyList<int>? RefusedCountries { get; init; }

    public IReadOnlyList<SpendingChannel>? RefusedChannels { get; init; }

    /// <summary>At most so many payments in so many minutes.</summary>
    public int? VelocityCount { get; init; }

    public int? VelocityMinutes { get; init; }

    /// <summary>Above this amount the cardholder confirms first; only the issuer sets step-ups.</summary>
    public long? StepUpAbove { get; init; }

    public IReadOnlyList<string>? StepUpCategories { get; init; }

    /// <summary>In every country but the issuer's.</summary>
    public bool? StepUpAbroad { get; init; }

    /// <summary>How long the cardholder has to confirm, and then to pay; 10 when left out.</summary>
    public int? StepUpMinutes { get; init; }
}
