using System.Diagnostics;
using Npgsql;
using Tessera.Bench.Measuring;

namespace Tessera.Bench.Peers;

/// <summary>One way to authorise in SQL, by a number of connections, each with one call at a time.</summary>
internal sealed class PeerRun(NpgsqlDataSource source, IPeerWay way, PeerTaps taps)
{
    private long from = long.MaxValue;
    private long end = long.MaxValue;
    private long approved;
    private long others;

    public async Task<Run> MeasureAsync(int connections, TimeSpan warmUp, TimeSpan time)
    {
        var callers = Enumerable.Range(0, connections).Select(_ => Task.Run(CallAsync)).ToArray();
        await Task.WhenAny(Task.WhenAll(callers), Task.Delay(warmUp));
        var before = await ReadFlushesAsync();
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref from, start);
        await Task.WhenAny(Task.WhenAll(callers), Task.Delay(time));
        var stop = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, stop);
        var after = await ReadFlushesAsync();
        var samples = new Samples();
        foreach (var latencies in await Task.WhenAll(callers))
        {
            samples.AddAll(latencies);
        }

        var flushes = after.Count - before.Count;
        return new Run
        {
            RatePerS = (approved + others) / Stopwatch.GetElapsedTime(start, stop).TotalSeconds,
            P50Ms = samples.At(0.5),
            P99Ms = samples.At(0.99),
            P999Ms = samples.At(0.999),
            CommitMeanMs = flushes == 0 ? null : (after.Ms - before.Ms) / flushes,
            PerCommit = flushes == 0 ? null : (double)(approved + others) / flushes,
            Accepted = approved,
            Others = others,
        };
    }

    private async Task<Samples> CallAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        var latencies = new Samples();
        while (Stopwatch.GetTimestamp() is var asked && asked < Volatile.Read(ref end))
        {
            var count = await way.CallAsync(connection, taps);
            var now = Stopwatch.GetTimestamp();
            if (now >= Volatile.Read(ref from) && now < Volatile.Read(ref end))
            {
                latencies.Add(now - asked);
                Interlocked.Add(ref approved, count);
                Interlocked.Add(ref others, way.PerCall - count);
            }
        }

        return latencies;
    }

    // Flushes of the write-ahead log since the server started, and how long they took together.
    private async Task<(long Count, double Ms)> ReadFlushesAsync()
    {
        await using var command = source.CreateCommand("SELECT wal_sync, wal_sync_time FROM pg_stat_wal");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetDouble(1));
    }
}
