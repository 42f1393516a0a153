using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>A command whose caller waits for it alone.</summary>
internal sealed class AwaitedCommand(Command body, UInt128 commandId, UInt128 bodyHash, AnswerLane? answers)
    : CommandWork(body, commandId, bodyHash, answers)
{
    private readonly TaskCompletionSource<Outcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Answer => _answer.Task;

    public override void HandOut() => _answer.TrySetResult(Outcome);
}
