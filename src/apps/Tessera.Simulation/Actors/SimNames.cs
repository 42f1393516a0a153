using Tessera.Primitives;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Actors;

/// <summary>Ids that clients draw; within a seed each is drawn once.</summary>
internal static class SimNames
{
    public static Id<T> Of<T>(string who, int number)
        where T : IIdKind
        => SimIds.Of<T>($"{who} {number}");
}
