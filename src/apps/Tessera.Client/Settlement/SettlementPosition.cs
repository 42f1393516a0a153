namespace Tessera.Client.Settlement;

/// <summary>The net position of a participant in a currency, minor units; positive receives.</summary>
public sealed record SettlementPosition(string Participant, string Currency, long Net);
