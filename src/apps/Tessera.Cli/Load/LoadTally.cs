using System.Runtime.InteropServices;

namespace Tessera.Cli.Load;

/// <summary>What one sender heard: how long, and accepted or refused with which code. One writer at a time.</summary>
internal sealed class LoadTally
{
    private readonly Dictionary<string, long> refused = new(StringComparer.Ordinal);

    public Latencies Latencies { get; } = new();

    public long Accepted { get; private set; }

    public void Accept(long ticks)
    {
        Latencies.Add(ticks);
        Accepted++;
    }

    public void Refuse(string code, long ticks)
    {
        Latencies.Add(ticks);
        Count(code, 1);
    }

    public void AddAll(LoadTally other)
    {
        Latencies.AddAll(other.Latencies);
        Accepted += other.Accepted;
        foreach (var (code, count) in other.refused)
        {
            Count(code, count);
        }
    }

    public static LoadTally Of(IEnumerable<LoadTally> tallies)
    {
        var all = new LoadTally();
        foreach (var tally in tallies)
        {
            all.AddAll(tally);
        }

        return all;
    }

    public LoadReport Report(string operation, double seconds) => new()
    {
        Operation = operation,
        Seconds = Math.Round(seconds, 3),
        RatePerS = seconds > 0 ? Math.Round(Latencies.Count / seconds, 1) : 0,
        P50Ms = Latencies.At(0.5),
        P99Ms = Latencies.At(0.99),
        P999Ms = Latencies.At(0.999),
        Accepted = Accepted,
        Refused = refused.Values.Sum(),
        RefusedByCode = new SortedDictionary<string, long>(refused, StringComparer.Ordinal),
    };

    private void Count(string code, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(refused, code, out _) += count;
}
