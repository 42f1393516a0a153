namespace Tessera.Client.Directory;

/// <summary>Payment systems, by name, that a merchant refuses; an empty list takes all.</summary>
public sealed record SetAcceptance(IReadOnlyList<string> RefusedSystems);
