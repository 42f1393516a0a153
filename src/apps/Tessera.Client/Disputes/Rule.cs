namespace Tessera.Client.Disputes;

/// <summary>The network's ruling on a second chargeback: <c>issuer</c> or <c>acquirer</c>.</summary>
public sealed record Rule(string Winner);
