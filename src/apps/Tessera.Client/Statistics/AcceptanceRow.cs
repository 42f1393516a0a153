namespace Tessera.Client.Statistics;

/// <summary>Whether a merchant takes a payment system, and since when.</summary>
public sealed record AcceptanceRow(string Merchant, string System, bool Accepts, string Since);
