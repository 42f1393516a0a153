using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.Shards;

internal sealed class CommandWork(Command body, UInt128 commandId, UInt128 bodyHash) : IShardWork
{
    // Continuations must not run on the shard's thread.
    private readonly TaskCompletionSource<Outcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Answer => _answer.Task;

    public Outcome Outcome { get; set; } = Outcome.Unknown;

    public Envelope At(Timestamp at) => new(commandId, bodyHash, at, body);

    public void RunOn(Shard shard) => shard.Decide(this);

    public void Release() => _answer.TrySetResult(Outcome);

    public void FailUnknown() => _answer.TrySetResult(Outcome.Unknown);

    public void Refuse() => _answer.TrySetResult(Outcome.Busy);
}
