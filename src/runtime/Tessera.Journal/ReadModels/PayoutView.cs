using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>Instructed is not settled: SettledAt is set when the bank's statement named the payout.</summary>
public sealed record PayoutView
{
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Merchant { get; init; }

    public required ushort AcquirerBook { get; init; }

    public required ushort CurrencyNumber { get; init; }

    public required long AmountMinor { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required Timestamp InstructedAt { get; init; }

    public required Timestamp? SettledAt { get; init; }

    public required string StatementReference { get; init; }
}
