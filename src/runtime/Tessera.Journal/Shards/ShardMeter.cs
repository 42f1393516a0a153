using System.Diagnostics.Metrics;

namespace Tessera.Journal.Shards;

/// <summary>What a shard counts. Listen to the meter "Tessera.Journal".</summary>
public static class ShardMeter
{
    public const string Name = "Tessera.Journal";

    private static readonly Meter Meter = new(Name);

    // From a good disk to a bad one; the exporter's own bounds begin at five seconds.
    private static readonly InstrumentAdvice<double> ShortTimes = new()
    {
        HistogramBucketBoundaries =
        [
            0.0001, 0.00015, 0.0002, 0.0003, 0.0005, 0.00075, 0.001, 0.0015, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015,
            0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1,
        ],
    };

    internal static Counter<long> Answered { get; } = Meter.CreateCounter<long>(
        "tessera.shard.answered", "{request}", "Commands and queries answered.");

    internal static Counter<long> AppendErrors { get; } = Meter.CreateCounter<long>(
        "tessera.shard.append_errors", "{error}", "Appends that failed; each made the shard read its journal again.");

    internal static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>(
        "tessera.shard.commit.duration", "s", "From the sealed batch to the durable row.", tags: null, ShortTimes);

    internal static Histogram<double> FreezeDuration { get; } = Meter.CreateHistogram<double>(
        "tessera.shard.freeze.duration", "s", "How long the shard stood still for a snapshot.", tags: null,
        ShortTimes);

    /// <summary>Hands over the seconds of each commit in this process, on the shard's thread, until it is disposed.
    /// </summary>
    public static IDisposable ListenToCommits(Action<double> take)
    {
        var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => take(seconds));
        listener.EnableMeasurementEvents(CommitDuration);
        listener.Start();
        return listener;
    }
}
