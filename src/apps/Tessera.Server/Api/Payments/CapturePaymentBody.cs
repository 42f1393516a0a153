namespace Tessera.Server.Api.Payments;

public sealed record CapturePaymentBody
{
    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public int? CurrencyExponent { get; init; }

    public bool? IsFinal { get; init; }
}
