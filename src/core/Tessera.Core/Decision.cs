namespace Tessera.Core;

public readonly record struct Decision(
    DecisionKind Kind, Refusal Refusal, Reply? Reply, IReadOnlyList<CoreEvent> Events)
{
    public static Decision Rejected(Refusal refusal) => new(DecisionKind.Rejected, refusal, null, []);

    public static Decision Repeated(Reply reply) => new(DecisionKind.Repeated, Refusal.None, reply, []);

    public static Decision Decided(Reply reply, params IReadOnlyList<CoreEvent> events) =>
        new(DecisionKind.Decided, Refusal.None, reply, events);
}
