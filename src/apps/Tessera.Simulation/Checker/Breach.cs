namespace Tessera.Simulation.Checker;

/// <summary>An invariant that does not hold: which one, where, at which row (0 where no row can be named), and what is
/// wrong.</summary>
internal sealed record Breach(string Invariant, string Node, long Sequence, string Text)
{
    public override string ToString() => $"{Invariant} {Node}@{Sequence}: {Text}";
}
