using System.Collections.Concurrent;
using Tessera.Core;
using Tessera.Core.Directory;

namespace Tessera.Journal.Shards;

/// <summary>Reads, checks and unpacks rows on a thread of its own, some ahead of the one that applies them.</summary>
internal sealed class BatchesAhead : IDisposable
{
    private const int MostRows = 64;

    private readonly BlockingCollection<CommittedBatch> _batches = new(MostRows);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public BatchesAhead(IRowSource rows, LoadedShard start)
    {
        var facts = FactsOf(start.State);
        _reading = Task.Run(() => Read(rows, start.Head, facts));
    }

    /// <summary>To the end; the reader's error is thrown after the rows before it.</summary>
    public IEnumerable<CommittedBatch> All()
    {
        foreach (var batch in _batches.GetConsumingEnumerable())
        {
            yield return batch;
        }

        _reading.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reading.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _stop.Dispose();
        _batches.Dispose();
    }

    /// <summary>A copy: the state's own are added to while its events are applied.</summary>
    private static KnownFacts FactsOf(ShardState state)
    {
        var facts = new KnownFacts();
        foreach (var noted in state.Facts.Freeze())
        {
            facts.Add(noted.Number, noted);
        }

        return facts;
    }

    private void Read(IRowSource rows, JournalHead after, KnownFacts facts)
    {
        try
        {
            foreach (var row in JournalWalk.After(rows, after))
            {
                _batches.Add(new CommittedBatch(row.Position, EventBatch.Read(row, facts)), _stop.Token);
            }
        }
        finally
        {
            _batches.CompleteAdding();
        }
    }
}
