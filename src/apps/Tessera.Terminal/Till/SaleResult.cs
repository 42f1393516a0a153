using Tessera.Emv.Kernel;
using Tessera.Terminal.Acquiring;

namespace Tessera.Terminal.Till;

/// <summary>What a sale came to.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="System">Name of the payment system; empty when no card got that far.</param>
/// <param name="Reason">The kernel's reason, when it ended the tap.</param>
/// <param name="Answer">The acquirer's answer, when it was asked.</param>
/// <param name="Receipt">Text for the screen and the printer.</param>
public sealed record SaleResult(
    SaleStatus Status, string System, TapReason Reason, AcquirerAnswer? Answer, string Receipt)
{
    /// <summary>What the kernel handed over, when the acquirer was asked. Prints without card data.</summary>
    public TapAuthorisation? Tap { get; init; }
}
