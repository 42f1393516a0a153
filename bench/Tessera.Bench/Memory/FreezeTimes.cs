using System.Diagnostics.Metrics;
using Tessera.Bench.Measuring;
using Tessera.Journal.Shards;

namespace Tessera.Bench.Memory;

/// <summary>How long the shards of this process stood still for their snapshots, while it is listened to.</summary>
internal sealed class FreezeTimes : IDisposable
{
    private const string Metric = "tessera.shard.freeze.duration";

    private readonly MeterListener listener = new();
    private readonly Samples samples = new();

    public FreezeTimes()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ShardMeter.Name && instrument.Name == Metric)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) => samples.Add((long)(seconds * Samples.TicksPerSecond)));
        listener.Start();
    }

    public override string ToString() => FormattableString.Invariant(
        $"freeze p99 {samples.At(0.99):F2} ms, greatest {samples.At(1):F2} ms of {samples.Count}");

    public void Dispose() => listener.Dispose();
}
