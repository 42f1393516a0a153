using Tessera.Simulation.Evidence;

namespace Tessera.Simulation.Tests.Planted;

// Plant gives null where a world has no place for the bug.
internal sealed record PlantedBug(string Name, string Invariant, Func<SeedEvidence, SeedEvidence?> Plant);
