namespace Tessera.Simulation.Evidence;

/// <summary>What a node's memory was at a row: of the live state, after a start, or by a fold of all rows.</summary>
internal sealed record StateClaim(string Node, long Sequence, string Source, string Hash);
