namespace Tessera.Server.Api.Payments;

public sealed record RefundPaymentBody
{
    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public int? CurrencyExponent { get; init; }
}
