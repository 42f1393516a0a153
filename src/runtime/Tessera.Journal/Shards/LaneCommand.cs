using System.Threading.Tasks.Sources;
using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>A command whose caller has many in flight and takes up their answers together.</summary>
internal sealed class LaneCommand(Command body, UInt128 commandId, UInt128 bodyHash, AnswerLane answers)
    : CommandWork(body, commandId, bodyHash, answers), IValueTaskSource<Outcome>
{
    private ManualResetValueTaskSourceCore<Outcome> _source;

    /// <summary>To be awaited once.</summary>
    public ValueTask<Outcome> Answer => new(this, _source.Version);

    public override void HandOut() => _source.SetResult(Outcome);

    Outcome IValueTaskSource<Outcome>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Outcome>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Outcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
