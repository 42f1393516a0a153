namespace Tessera.Server.Api.Statistics;

/// <summary>What was approved in one currency, and its share of all that was approved in it.</summary>
public sealed record UsageValueView(string Currency, long Amount, long ShareBasisPoints);
