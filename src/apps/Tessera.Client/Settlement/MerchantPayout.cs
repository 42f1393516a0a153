namespace Tessera.Client.Settlement;

/// <summary>A payout instruction, minor units: <c>Net = Captured - Refunded - Fees</c>.</summary>
public sealed record MerchantPayout
{
    public required string Merchant { get; init; }

    public required string Currency { get; init; }

    public int Payments { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public long Fees { get; init; }

    public long Net { get; init; }

    public string? State { get; init; }
}
