namespace Tessera.Server.Api.Settlement;

/// <summary>A line of the bank's statement.</summary>
public sealed record ConfirmPayoutBody
{
    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public required string StatementReference { get; init; }
}
