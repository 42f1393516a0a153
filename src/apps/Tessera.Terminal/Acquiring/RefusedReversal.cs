namespace Tessera.Terminal.Acquiring;

/// <summary>A tap that the acquirer will not reverse: a person has to clear it up. No card data.</summary>
/// <param name="Tap">The tap.</param>
/// <param name="ResponseCode">DE39 of the answer.</param>
public sealed record RefusedReversal(PendingReversal Tap, string ResponseCode);
