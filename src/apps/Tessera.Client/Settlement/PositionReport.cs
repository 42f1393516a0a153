namespace Tessera.Client.Settlement;

public sealed record PositionReport
{
    public IReadOnlyList<Position> Positions { get; init; } = [];
}
