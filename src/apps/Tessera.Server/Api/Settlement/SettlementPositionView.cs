namespace Tessera.Server.Api.Settlement;

/// <summary>Above zero the participant receives; per currency all positions sum to zero.</summary>
public sealed record SettlementPositionView(string Participant, string Currency, long Net);
