namespace Tessera.Client.Settlement;

public sealed record FeeReport
{
    public required string BusinessDate { get; init; }

    public IReadOnlyList<FeeCheck> Currencies { get; init; } = [];
}
