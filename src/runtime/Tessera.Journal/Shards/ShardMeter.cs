using System.Diagnostics.Metrics;

namespace Tessera.Journal.Shards;

/// <summary>What a shard counts. Listen to the meter "Tessera.Journal".</summary>
public static class ShardMeter
{
    public const string Name = "Tessera.Journal";

    private static readonly Meter Meter = new(Name);

    internal static Counter<long> Answered { get; } = Meter.CreateCounter<long>(
        "tessera.shard.answered", "{request}", "Commands and queries answered.");

    internal static Counter<long> AppendErrors { get; } = Meter.CreateCounter<long>(
        "tessera.shard.append_errors", "{error}", "Appends that failed; each made the shard read its journal again.");

    internal static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>(
        "tessera.shard.commit.duration", "s", "From the sealed batch to the durable row.");

    internal static Histogram<double> FreezeDuration { get; } = Meter.CreateHistogram<double>(
        "tessera.shard.freeze.duration", "s", "How long the shard stood still for a snapshot.");
}
