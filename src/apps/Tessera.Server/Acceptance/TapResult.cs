using Tessera.Core;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Server.Acceptance;

/// <summary>What became of a tap before a door puts it into its own language: an answer, a fault of the chip data, or
/// an outcome without one.</summary>
public readonly record struct TapResult(TapAnswer? Answer, Outcome Outcome, ParseError Fault)
{
    public static TapResult Of(ParseError fault) => new(null, default, fault);

    public static TapResult Of(Refusal refusal) =>
        new(null, new Outcome(OutcomeKind.Rejected, refusal, null), default);
}
