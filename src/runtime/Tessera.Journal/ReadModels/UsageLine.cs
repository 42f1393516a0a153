namespace Tessera.Journal.ReadModels;

/// <summary>
/// Use of a payment system. CurrencyNumber 0 holds the attempts that a shop refused, which have no amount.
/// </summary>
public sealed record UsageLine
{
    public required string PaymentSystem { get; init; }

    public required ushort CurrencyNumber { get; init; }

    public required long ApprovedCount { get; init; }

    public required long ApprovedMinor { get; init; }

    public required long DeclinedCount { get; init; }

    public required long DeclinedMinor { get; init; }

    public required long RefusedCount { get; init; }
}
