namespace Tessera.Client.Cards;

/// <summary>Money from one account to another of the same issuer and kind, minor units of <see cref="Currency"/>.
/// </summary>
public sealed record CreateAccountTransfer(string Source, string Target, long Amount, string Currency);
