namespace Tessera.Bench.Shards;

/// <summary>What a run measured. Latencies in milliseconds, costs per authorisation.</summary>
internal sealed record ShardResult
{
    public required double RatePerS { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    public required double P999Ms { get; init; }

    public required double CommitP50Ms { get; init; }

    public required double CommitP99Ms { get; init; }

    public required double PerCommit { get; init; }

    public required double CpuMicros { get; init; }

    public required double ShardCpuMicros { get; init; }

    public required double AllocatedBytes { get; init; }

    public required int Collections { get; init; }

    public required long Approved { get; init; }

    public required long Others { get; init; }

    /// <summary>The prepared authorisations did not last to the end of the time.</summary>
    public required bool RanOut { get; init; }
}
