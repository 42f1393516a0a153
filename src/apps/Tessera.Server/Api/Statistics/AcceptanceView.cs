namespace Tessera.Server.Api.Statistics;

/// <summary>Which merchant takes which payment system, and since when it does or does not.</summary>
public sealed record AcceptanceView(IReadOnlyList<AcceptanceRowView> Rows)
{
    public string Object => "acceptance_map";
}
