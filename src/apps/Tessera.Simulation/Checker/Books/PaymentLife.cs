using Tessera.Core.Payments;

namespace Tessera.Simulation.Checker.Books;

/// <summary>One payment as its events tell it.</summary>
internal sealed class PaymentLife(Payment first)
{
    /// <summary>As it stood in its first event.</summary>
    public Payment First => first;

    public PaymentState State { get; set; } = first.State;

    public long HeldMinor { get; set; } = first.HeldMinor;

    public long CapturedMinor { get; set; } = first.CapturedMinor;

    public long RefundedMinor { get; set; }

    public long ChargedBackMinor { get; set; }

    /// <summary>DE38, of the issuer or of whoever decided in its place.</summary>
    public string Approval { get; set; } = first.FundingLeg.Reference;

    /// <summary>It lies in the cold store.</summary>
    public bool IsAway { get; set; }

    /// <summary>Money was promised at some time: it was neither declined nor only asked for.</summary>
    public bool WasApproved { get; set; } = first.State == PaymentState.Authorised;

    public string Reference => first.AcquirerLeg.Reference;

    public bool IsReleased => State is PaymentState.Voided or PaymentState.Reversed or PaymentState.Expired;
}
