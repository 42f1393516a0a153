using System.Text.Json.Serialization;
using Tessera.Cli.Load.Chain;

namespace Tessera.Cli.Load;

/// <summary>What a load run measured. Times are from when a message should have left to its answer, in milliseconds;
/// costs are user and system time of the whole process, for one operation.</summary>
internal sealed record LoadReport
{
    public required string Operation { get; init; }

    public required double Seconds { get; init; }

    public required double RatePerS { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    [JsonPropertyName("p999_ms")]
    public required double P999Ms { get; init; }

    public required long Accepted { get; init; }

    public required long Refused { get; init; }

    /// <summary>Without answer.</summary>
    public long Errors { get; init; }

    /// <summary>DE39 or a problem's code, and how often.</summary>
    public required SortedDictionary<string, long> RefusedByCode { get; init; }

    /// <summary>The prepared messages did not last to the end of the time.</summary>
    public bool RanOut { get; init; }

    /// <summary>From a sealed batch to its durable row.</summary>
    public double? CommitP50Ms { get; init; }

    public double? CommitP99Ms { get; init; }

    /// <summary>Operations in one durable row.</summary>
    public double? PerCommit { get; init; }

    /// <summary>Of this process, which is also the server where there is no other.</summary>
    public double? ClientCpuMicros { get; init; }

    /// <summary>Of all servers together.</summary>
    public double? ServerCpuMicros { get; init; }

    public double? ServerMemoryMb { get; init; }

    /// <summary>Before the clock started.</summary>
    public double? SetUpSeconds { get; init; }

    /// <summary>Rows of the journal that the read models did not show when the last answer came.</summary>
    public long? LagRows { get; init; }

    public long? LagEvents { get; init; }

    public long? LagMs { get; init; }

    /// <summary>How long the read models needed after the last answer.</summary>
    public double? CatchUpSeconds { get; init; }

    /// <summary>Activations that the statistics tell of, of this run.</summary>
    public long? Counted { get; init; }

    /// <summary>The same, counted from the events of the server's journal where it lies here.</summary>
    public long? Journaled { get; init; }

    /// <summary>Each server where there are several.</summary>
    public IReadOnlyList<ServerCost>? Servers { get; init; }

    /// <summary>What each server's journal says is held; null where nobody looked.</summary>
    public IReadOnlyList<HeldBook>? Books { get; init; }

    /// <summary>Whether all journals say the same of every payment.</summary>
    public bool? BooksAgree { get; init; }
}
