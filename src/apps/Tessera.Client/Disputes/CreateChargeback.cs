namespace Tessera.Client.Disputes;

/// <summary>Takes an amount of a payment back, in the payment's currency, minor units.</summary>
public sealed record CreateChargeback(string Payment, long Amount, string Currency)
{
    /// <summary>fraud, not_received, not_as_described, duplicate, amount_differs, no_authorisation,
    /// credit_not_processed or late_presentment.</summary>
    public required string Reason { get; init; }
}
