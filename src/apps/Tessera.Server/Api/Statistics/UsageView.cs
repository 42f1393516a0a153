namespace Tessera.Server.Api.Statistics;

/// <summary>Attempts by payment system, declined and refused ones included.</summary>
public sealed record UsageView(IReadOnlyList<UsageRowView> Systems)
{
    public string Object => "usage_share";
}
