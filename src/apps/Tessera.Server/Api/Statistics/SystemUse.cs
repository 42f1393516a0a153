namespace Tessera.Server.Api.Statistics;

/// <summary>How often one system was used in one currency; refused attempts have none (0).</summary>
internal sealed record SystemUse(
    string System, ushort CurrencyNumber, long Approved, long ApprovedMinor, long Declined, long Refused);
