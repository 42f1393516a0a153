using Tessera.Core;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Primitives;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Disk;

namespace Tessera.Simulation.Nodes;

/// <summary>A shard before the world begins: commands one by one, at fixed times.</summary>
internal sealed class TemplateShard : IDisposable
{
    private readonly MemoryJournal journal = new(new MemoryStorage());
    private readonly Shard shard;

    public TemplateShard()
    {
        shard = new Shard(
            journal, new MemorySnapshotStore(), new ShardSettings { SnapshotEveryEvents = 0, Time = new Before() });
        shard.Load();
    }

    public Reply Must(string name, Command command)
    {
        var id = SimIds.Number("template " + name);
        shard.TrySubmit(command, id, id, out var answer);
        shard.Step();
        Invariant.Check(
            answer.Result.Reply is not null, $"the template's records are taken: {name} {answer.Result.Refusal}");
        return answer.Result.Reply!;
    }

    public T Read<T>(Func<ShardState, T> query)
    {
        var answer = shard.QueryAsync(query).AsTask();
        shard.Step();
        return answer.Result;
    }

    public NodeTemplate Finish()
    {
        var disk = new SimDisk(new SimRandom(0));
        var copy = new SimJournal(disk);
        copy.Claim();
        var epoch = 1L;
        var head = copy.Head;
        foreach (var row in journal.Read(1, int.MaxValue))
        {
            var own = Tessera.Journal.JournalRow.After(head, epoch, row.Blob);
            copy.Append(own, []);
            head = own.Position;
        }

        copy.Claim();
        return new NodeTemplate(
            [.. disk.Open(SimJournal.LogName).Medium],
            [.. disk.Open(SimJournal.AnchorName).Medium],
            [.. disk.Open(SimJournal.OwnerName).Medium]);
    }

    public void Dispose() => shard.Dispose();

    private sealed class Before : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => SimClock.Start.AddHours(-1);
    }
}
