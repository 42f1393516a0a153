namespace Tessera.Primitives;

/// <summary>
/// A fact that must always hold does not: a bug. Never caught inside; the process stops and the journal is truth.
/// </summary>
public sealed class InvariantException(string fact) : Exception($"Broken invariant: {fact}")
{
    /// <summary>The fact that was expected to hold.</summary>
    public string Fact { get; } = fact;
}
