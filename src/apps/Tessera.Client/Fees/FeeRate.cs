namespace Tessera.Client.Fees;

/// <summary>Basis points of the amount, at most <c>Cap</c> over all parts of a payment, and a fixed part for each
/// presentment; minor units.</summary>
public sealed record FeeRate(int BasisPoints, long? Fixed = null, long? Cap = null);
