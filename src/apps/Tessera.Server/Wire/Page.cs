namespace Tessera.Server.Wire;

/// <summary>One page of a list; ask for the next with starting_after = id of the last element.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore);
