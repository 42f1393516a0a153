namespace Tessera.Client.Wire;

/// <summary>One page of a list. Ask for the next with <c>starting_after</c> = id of the last element.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore);
