namespace Tessera.Bench.Measuring;

/// <summary>What one run measured. Null where this kind of run does not know it.</summary>
internal sealed record Run
{
    public required double RatePerS { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? P999Ms { get; init; }

    public double? CommitP50Ms { get; init; }

    public double? CommitP99Ms { get; init; }

    public double? CommitMeanMs { get; init; }

    public double? PerCommit { get; init; }

    /// <summary>From begin to end of one operation, on average.</summary>
    public double? MeanMicros { get; init; }

    /// <summary>Of the process that makes the load, per operation, where it is not the one measured.</summary>
    public double? ClientCpuMicros { get; init; }

    /// <summary>How long read models needed after the last answer.</summary>
    public double? CatchUpSeconds { get; init; }

    /// <summary>Of the whole process, per operation.</summary>
    public double? CpuMicros { get; init; }

    /// <summary>Of the shard's thread, per operation.</summary>
    public double? ShardCpuMicros { get; init; }

    public double? AllocatedBytes { get; init; }

    public long Accepted { get; init; }

    /// <summary>Refused, without answer, or otherwise not as it should be.</summary>
    public long Others { get; init; }

    /// <summary>Empty when there is nothing to say.</summary>
    public string Remark { get; init; } = "";
}
