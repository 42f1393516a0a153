using Tessera.Core;
using Tessera.Journal.Snapshots;

namespace Tessera.Journal.Shards;

/// <summary>Start = newest fitting snapshot + the rows after it; without a snapshot, all rows.</summary>
public static class ShardLoader
{
    /// <summary>The sink gets the cold rows of the replayed rows; the store of the journal has them already.</summary>
    public static LoadedShard Load(IRowSource rows, ISnapshotStore snapshots, IColdSink cold)
    {
        foreach (var snapshot in snapshots.NewestFirst(rows.Shard))
        {
            if (TryStart(rows, snapshot, cold) is { } start)
            {
                return Replay(rows, start);
            }
        }

        return Fold(rows, cold);
    }

    /// <summary>All rows from the first on: the truth that every cache is measured by.</summary>
    public static LoadedShard Fold(IRowSource rows, IColdSink cold) =>
        Replay(rows, new LoadedShard(new ShardState(cold), JournalHead.Empty(rows.Shard), 0));

    private static LoadedShard Replay(IRowSource rows, LoadedShard start)
    {
        var (head, count) = (start.Head, 0L);
        using var ahead = new BatchesAhead(rows, start);
        foreach (var (position, events) in ahead.All())
        {
            foreach (var change in events)
            {
                start.State.Apply(change);
            }

            (head, count) = (position, count + events.Count);
        }

        return start with { Head = head, ReplayedEvents = count };
    }

    /// <summary>A snapshot fits when its layout is known and its row is in the journal with the same hash.</summary>
    private static LoadedShard? TryStart(IRowSource rows, Snapshot snapshot, IColdSink cold)
    {
        var found = rows.Read(snapshot.Position.Sequence, 1);
        if (snapshot.Schema != ShardSnapshot.Schema || found.Count != 1 || found[0].Position != snapshot.Position)
        {
            return null;
        }

        var check = Task.Run(snapshot.IsWhole);
        try
        {
            using var body = snapshot.Open();
            var state = ShardSnapshot.Read(body, cold, Parallel.Invoke);
            return check.Result && state is not null ? new LoadedShard(state, snapshot.Position, 0) : null;
        }
        catch (Exception) when (!check.Result)
        {
            // Bytes that are not what was written may fail in any way.
            return null;
        }
    }
}
