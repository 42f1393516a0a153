namespace Tessera.Client.Payments;

/// <summary>A part of a payment to refund, in the payment's currency.</summary>
public sealed record RefundPayment(long Amount, string Currency);
