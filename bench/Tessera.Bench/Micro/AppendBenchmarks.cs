using BenchmarkDotNet.Attributes;
using MemoryPack;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Sqlite;

namespace Tessera.Bench.Micro;

/// <summary>One row of so many authorisations made durable in SQLite: hash, transaction, flush.</summary>
public class AppendBenchmarks : IColdSink
{
    private string folder = "";
    private SqliteJournal journal = null!;
    private long epoch;
    private byte[] blob = [];

    [Params(1, 16, 64, 256)]
    public int Authorisations { get; set; }

    [GlobalSetup]
    public void Open()
    {
        blob = MemoryPackSerializer.Serialize(EventsOf(Authorisations));
        folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        journal = SqliteJournal.Open(new SqliteFolder(folder));
        epoch = journal.Claim();
    }

    [GlobalCleanup]
    public void Close()
    {
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(Description = "append a row to SQLite, flushed")]
    public void Append() => journal.Append(JournalRow.After(journal.Head, epoch, blob), []);

    void IColdSink.Put(ColdKey key, ReadOnlySpan<byte> row)
    {
        // Nothing is archived here.
    }

    private CoreEvent[] EventsOf(int count)
    {
        using var memory = new MemoryJournal(new MemoryStorage());
        var facts = ShardBank.Found(memory, count);
        var state = ShardLoader.Fold(memory, this).State;
        var date = ShardBank.DateOf(DateTimeOffset.UtcNow);
        return [.. Enumerable.Range(0, count).SelectMany(i => state.Decide(
            new Envelope((UInt128)i + 1, 1, state.LastAt, ShardBank.Tap(facts, i, 1, i + 1, date)),
            ColdRows.None).Events)];
    }
}
