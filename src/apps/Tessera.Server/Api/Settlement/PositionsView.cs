namespace Tessera.Server.Api.Settlement;

public sealed record PositionsView(IReadOnlyList<PositionView> Positions)
{
    public string Object => "positions";
}
