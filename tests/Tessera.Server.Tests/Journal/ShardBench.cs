using System.Buffers;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

/// <summary>A shard stepped by hand under virtual time.</summary>
internal sealed class ShardBench : IDisposable
{
    private UInt128 _nextCommand = 1;

    public ShardBench(IJournal journal, ISnapshotStore? snapshots = null, ShardSettings? settings = null)
    {
        Time = new ManualTime();
        Settings = (settings ?? new ShardSettings { SnapshotEveryEvents = 0 }) with
        {
            Time = Time, SnapshotsBesideTheLoad = false,
        };
        Shard = new Shard(journal, snapshots ?? new MemorySnapshotStore(), Settings);
        Shard.Load();
    }

    public ManualTime Time { get; }

    public ShardSettings Settings { get; }

    public Shard Shard { get; }

    public Timestamp Now => Timestamp.FromDateTimeOffset(Time.GetUtcNow());

    public UInt128 NewId() => _nextCommand++;

    public ShardBench Seeded()
    {
        foreach (var command in Bank.Setup(Now))
        {
            Assert.Equal(OutcomeKind.Decided, Run(command).Kind);
        }

        return this;
    }

    public Task<Outcome> Submit(Command command, UInt128? id = null, UInt128 bodyHash = default)
    {
        Assert.True(Shard.TrySubmit(command, id ?? NewId(), bodyHash, out var outcome));
        return outcome;
    }

    public Outcome Run(Command command, UInt128? id = null, UInt128 bodyHash = default)
    {
        var outcome = Submit(command, id, bodyHash);
        Shard.Step();
        return Done(outcome);
    }

    public T Ask<T>(Func<ShardState, T> query)
    {
        var answer = Shard.QueryAsync(query);
        Shard.Step();
        return Done(answer.AsTask());
    }

    public DirectoryState Directory() => Ask(state => state.Directory);

    public byte[] Image() => Ask(Image);

    public static byte[] Image(ShardState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        state.Freeze().Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    public void Dispose() => Shard.Dispose();
}
