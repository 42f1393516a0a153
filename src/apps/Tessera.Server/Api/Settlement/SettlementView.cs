namespace Tessera.Server.Api.Settlement;

/// <summary>A closed window: what each owes whom, and what each merchant is paid.</summary>
public sealed record SettlementView
{
    /// <summary>The business date names the window.</summary>
    public required string Id { get; init; }

    public string Object => "settlement";

    public required string BusinessDate { get; init; }

    public required string State { get; init; }

    public required IReadOnlyList<SettlementPositionView> Positions { get; init; }

    public required IReadOnlyList<SettlementLineView> Lines { get; init; }

    public required IReadOnlyList<PayoutView> Payouts { get; init; }

    public string? Created { get; init; }
}
