namespace Tessera.Simulation.Checker;

/// <summary>What is wrong, and how often each kind of event is in the journals.</summary>
internal sealed record Examination(IReadOnlyList<Breach> Breaches, IReadOnlyDictionary<string, int> Events);
