namespace Tessera.Bench.Shards;

/// <summary>What a run asks of a shard.</summary>
internal sealed record ShardWork
{
    public required int Seconds { get; init; }

    public required int WarmUpSeconds { get; init; }

    public required int Tokens { get; init; }

    /// <summary>Callers, each with one authorisation without answer.</summary>
    public required int InFlight { get; init; }

    /// <summary>How many authorisations are made before the clock starts.</summary>
    public required int Prepared { get; init; }

    /// <summary>Most commands in one row.</summary>
    public required int Batch { get; init; }

    /// <summary>Builds the read models afterwards, which takes long with many tokens.</summary>
    public bool HasReadModels { get; init; }

    /// <summary>Keeps rows in memory: what the disk takes is the difference.</summary>
    public required bool IsInMemory { get; init; }
}
