using Tessera.Core.Settlement;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>A closed business date. Obligations are what books owe each other; Positions sum to zero.</summary>
public sealed record SettlementView
{
    public required DateOnly BusinessDate { get; init; }

    public required Timestamp ClosedAt { get; init; }

    public required Timestamp? SettledAt { get; init; }

    public required IReadOnlyList<SettlementLineView> Lines { get; init; }

    public required IReadOnlyList<Obligation> Obligations { get; init; }

    public required IReadOnlyList<NetPosition> Positions { get; init; }
}
