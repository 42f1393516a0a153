namespace Tessera.Client.Payments;

/// <summary>A part of a payment to capture or refund.</summary>
public sealed record AmountRequest(long Amount, string Currency)
{
    public string? Reference { get; init; }
}
