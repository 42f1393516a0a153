namespace Tessera.Server.Api.Disputes;

/// <summary>One presentment: what was claimed of the issuer, and its fees. Minor units.</summary>
public sealed record PresentmentView
{
    public required string Id { get; init; }

    public string Object => "presentment";

    public required string Payment { get; init; }

    public required string BusinessDate { get; init; }

    public required string TransactionDate { get; init; }

    public string? Reference { get; init; }

    public required string PaymentSystem { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required long Interchange { get; init; }

    /// <summary>Shown to its acquirer and the operator.</summary>
    public long? SchemeFee { get; init; }

    /// <summary>Shown to the merchant's side and the operator.</summary>
    public long? MerchantFee { get; init; }

    /// <summary>Shown to its issuer and the operator.</summary>
    public long? WalletFee { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }
}
