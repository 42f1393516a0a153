using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>A capture or a refund ("capture", "refund") of a payment.</summary>
public sealed record PaymentActView
{
    public required string Id { get; init; }

    public required string Payment { get; init; }

    public required string Kind { get; init; }

    public required long AmountMinor { get; init; }

    public required DateOnly BusinessDate { get; init; }

    public required Timestamp At { get; init; }
}
