using Tessera.Core;
using Tessera.Journal.Shards;
using Tessera.Server.Operations;

namespace Tessera.Server.World;

/// <summary>Hands commands to the shard and turns its outcomes into answers. Its one rule: the body of an answer is
/// made from the reply and from what cannot change, so that a repeat is equal byte by byte.</summary>
public sealed class CommandRunner(Shard shard, LiveCounters counters)
{
    /// <summary>A caller with many commands in flight says where it takes up the answers.</summary>
    public async ValueTask<Outcome> RunAsync(Command command, CommandKey key, AnswerLane? answers = null)
    {
        var outcome = await (answers is null
            ? shard.ExecuteAsync(command, key.Id, key.BodyHash, CancellationToken.None)
            : shard.ExecuteAsync(command, key.Id, key.BodyHash, answers));
        if (outcome.Kind == OutcomeKind.Decided)
        {
            counters.CommandDecided();
        }

        return outcome;
    }

    public async ValueTask<Answer<T>> RunAsync<TReply, T>(Command command, CommandKey key, Func<TReply, Answer<T>> view)
        where TReply : Reply
        where T : class
    {
        var outcome = await RunAsync(command, key);
        if (Problem(outcome) is { } problem)
        {
            return problem;
        }

        return view((TReply)outcome.Reply!) with { IsRepeat = outcome.Kind == OutcomeKind.Repeated };
    }

    /// <summary>Null when the command was decided, now or before.</summary>
    public static Problem? Problem(in Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Decided or OutcomeKind.Repeated => null,
        OutcomeKind.Rejected when outcome.Refusal == CommandRefusal.CommandIdReused
            => new Problem(ProblemKinds.IdempotencyKeyReused),
        OutcomeKind.Rejected => RefusalProblems.Of(outcome.Refusal),
        OutcomeKind.Busy => new Problem(ProblemKinds.Busy),
        OutcomeKind.Unknown => new Problem(ProblemKinds.OutcomeUnknown),
        _ => new Problem(ProblemKinds.Internal),
    };
}
