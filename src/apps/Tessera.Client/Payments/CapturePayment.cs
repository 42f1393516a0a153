namespace Tessera.Client.Payments;

/// <summary>Captures a part of what was authorised, in the payment's currency.</summary>
public sealed record CapturePayment(long Amount, string Currency)
{
    /// <summary>True when nothing more will be captured: the rest of the hold is released.</summary>
    public bool? IsFinal { get; init; }
}
