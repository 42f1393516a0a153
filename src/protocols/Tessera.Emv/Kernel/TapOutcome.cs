// EMV contactless book A, 6: outcomes of a kernel.
namespace Tessera.Emv.Kernel;

/// <summary>How a tap ended (EMV contactless book A, 6).</summary>
public abstract record TapOutcome
{
    private TapOutcome()
    {
    }

    /// <summary>Ask the issuer: the card made an ARQC.</summary>
    /// <param name="Authorisation">What goes to the acquirer.</param>
    public sealed record OnlineRequest(TapAuthorisation Authorisation) : TapOutcome;

    /// <summary>Approved by the card without the issuer (TC); kept for clearing.</summary>
    /// <param name="Authorisation">What goes to the acquirer for clearing.</param>
    public sealed record Approved(TapAuthorisation Authorisation) : TapOutcome;

    /// <summary>Declined by the card or the terminal.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Declined(TapReason Reason) : TapOutcome;

    /// <summary>The tap cannot go on; no decision was made.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record EndApplication(TapReason Reason) : TapOutcome;

    /// <summary>The holder should tap again, perhaps after doing something on the device.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record TryAgain(TapReason Reason) : TapOutcome;

    /// <summary>This application cannot be used; the next candidate is tried. Never leaves the reader.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record SelectNext(TapReason Reason) : TapOutcome;
}
