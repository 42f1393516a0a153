namespace Tessera.Client.Payments;

/// <summary>A tap that the till refused before any message was sent.</summary>
public sealed record RefusedAttempt(string Terminal, string System);
