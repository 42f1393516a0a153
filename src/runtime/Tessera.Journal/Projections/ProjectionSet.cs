using Tessera.Core;

namespace Tessera.Journal.Projections;

/// <summary>Hands each event to the projections that want its kind and have not seen its row.</summary>
internal sealed class ProjectionSet(IReadOnlyList<ProjectionCursor> cursors)
{
    private readonly Dictionary<Type, ProjectionCursor[]> _wanting = [];

    public void Apply(long sequence, IReadOnlyList<CoreEvent> events, ReadModelWriter writer)
    {
        for (var i = 0; i < events.Count; i++)
        {
            foreach (var cursor in Wanting(events[i].GetType()))
            {
                if (cursor.Position.Sequence < sequence)
                {
                    cursor.Projection.Apply(new EventPosition(sequence, i), events[i], writer);
                }
            }
        }
    }

    private ProjectionCursor[] Wanting(Type kind)
    {
        if (!_wanting.TryGetValue(kind, out var wanting))
        {
            wanting = [.. cursors.Where(
                cursor => cursor.Projection.Kinds.Any(wanted => wanted.IsAssignableFrom(kind)))];
            _wanting.Add(kind, wanting);
        }

        return wanting;
    }
}
