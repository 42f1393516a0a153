namespace Tessera.Simulation.Checker.Reading;

/// <summary>A journal row as it lies on a disk, whatever holds it.</summary>
internal sealed record RawRow
{
    public required int Shard { get; init; }

    public required long Sequence { get; init; }

    public required long Epoch { get; init; }

    public required uint Checksum { get; init; }

    public required byte[] PreviousHash { get; init; }

    public required byte[] Hash { get; init; }

    public required byte[] Events { get; init; }
}
