namespace Tessera.Journal.ReadModels;

/// <summary>One merchant and currency of a batch. Net = captured − refunded − merchant fee.</summary>
public sealed record SettlementLineView
{
    public required string Merchant { get; init; }

    public required ushort AcquirerBook { get; init; }

    public required ushort CurrencyNumber { get; init; }

    public required long CaptureCount { get; init; }

    public required long CapturedMinor { get; init; }

    public required long RefundCount { get; init; }

    public required long RefundedMinor { get; init; }

    public required long MerchantFeeMinor { get; init; }

    public required long InterchangeMinor { get; init; }

    public required long SchemeFeeMinor { get; init; }

    public required long NetMinor { get; init; }
}
