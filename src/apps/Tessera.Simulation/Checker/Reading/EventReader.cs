using MemoryPack;
using Tessera.Core;
using Tessera.Core.Directory;

namespace Tessera.Simulation.Checker.Reading;

/// <summary>The events of one node's rows, in order. Payments refer by number to facts that an event before them
/// noted.</summary>
internal sealed class EventReader
{
    private readonly KnownFacts facts = new();

    /// <summary>Null when they cannot be read.</summary>
    public IReadOnlyList<CoreEvent>? TryRead(byte[] row)
    {
        using var state = MemoryPackReaderOptionalStatePool.Rent(facts.Options);
        var reader = new MemoryPackReader(row, state);
        try
        {
            var events = new List<CoreEvent>();
            _ = reader.TryReadCollectionHeader(out var count);
            while (events.Count < count)
            {
                var change = reader.ReadValue<CoreEvent>()!;
                events.Add(change);
                if (change is MaintenanceEvent.FactsNoted noted)
                {
                    facts.Add(noted.Number, noted.Facts);
                }
            }

            return events;
        }
        catch (MemoryPackSerializationException)
        {
            return null;
        }
        finally
        {
            reader.Dispose();
        }
    }
}
