using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests.Planted;

// A part between the shard and the world that breaks its promise, and the invariants of which one must show it.
internal sealed record BrokenPort(string Name, string[] Invariants, WorldHooks Hooks);
