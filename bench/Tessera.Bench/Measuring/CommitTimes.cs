using System.Diagnostics.Metrics;
using Tessera.Journal.Shards;

namespace Tessera.Bench.Measuring;

/// <summary>How long each commit of a shard took while this object lived.</summary>
internal sealed class CommitTimes : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Samples samples = new();

    public CommitTimes()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == ShardMeter.Name && instrument.Name == "tessera.shard.commit.duration")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            if (IsCounting)
            {
                samples.Add((long)(seconds * Samples.TicksPerSecond));
            }
        });
        listener.Start();
    }

    public bool IsCounting { get; set; }

    public Samples Samples => samples;

    public void Dispose() => listener.Dispose();
}
