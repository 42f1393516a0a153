using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tessera.Journal.Shards;

namespace Tessera.Cli.Load;

/// <summary>How long each commit of a shard in this process took, while it is told to count.</summary>
internal sealed class CommitTimes : IDisposable
{
    private readonly MeterListener listener = new();

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
                Latencies.Add((long)(seconds * Stopwatch.Frequency));
            }
        });
        listener.Start();
    }

    public bool IsCounting { get; set; }

    public Latencies Latencies { get; } = new();

    public void Dispose() => listener.Dispose();
}
