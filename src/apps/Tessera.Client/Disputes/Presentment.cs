namespace Tessera.Client.Disputes;

/// <summary>One presentment: what was claimed of the issuer, and the fees that the caller may see. Minor
/// units.</summary>
public sealed record Presentment
{
    public required string Id { get; init; }

    public string? Payment { get; init; }

    public string? BusinessDate { get; init; }

    public string? TransactionDate { get; init; }

    public string? Reference { get; init; }

    public string? PaymentSystem { get; init; }

    public long Amount { get; init; }

    public string? Currency { get; init; }

    public long Interchange { get; init; }

    public long? SchemeFee { get; init; }

    public long? MerchantFee { get; init; }

    public long? WalletFee { get; init; }

    /// <summary>late, over_cleared, unmatched, after_release, overdrawn; mostly none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
}
