using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>The answer of a shard to a command, released only after the row that carries it is durable.</summary>
public readonly record struct Outcome(OutcomeKind Kind, Refusal Refusal, Reply? Reply)
{
    public static readonly Outcome Busy = new(OutcomeKind.Busy, Refusal.None, null);
    public static readonly Outcome Unknown = new(OutcomeKind.Unknown, Refusal.None, null);
    public static readonly Outcome Faulted = new(OutcomeKind.Faulted, Refusal.None, null);

    public static Outcome Of(in Decision decision) => decision.Kind switch
    {
        DecisionKind.Decided => new(OutcomeKind.Decided, Refusal.None, decision.Reply),
        DecisionKind.Repeated => new(OutcomeKind.Repeated, Refusal.None, decision.Reply),
        _ => new(OutcomeKind.Rejected, decision.Refusal, null),
    };
}
