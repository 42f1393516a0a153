namespace Tessera.Client.Statistics;

/// <summary>What was approved in one currency, in minor units, and its share of all that was approved in it.</summary>
public sealed record UsageValue(string Currency, long Amount, long ShareBasisPoints);
