namespace Tessera.Client.Cards;

/// <summary>Money paid in, minor units of <see cref="Currency"/>.</summary>
public sealed record Deposit(long Amount, string Currency);
