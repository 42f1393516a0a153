using MemoryPack;
using Tessera.Core;
using Tessera.Core.Directory;

namespace Tessera.Journal;

/// <summary>The events of a row: one MemoryPack array. Payments in it refer to facts by number.</summary>
public static class EventBatch
{
    /// <summary>Notes the facts that the row notes, for its own payments and for those of later rows.</summary>
    public static IReadOnlyList<CoreEvent> Read(JournalRow row, KnownFacts facts)
    {
        using var state = MemoryPackReaderOptionalStatePool.Rent(facts.Options);
        var reader = new MemoryPackReader(row.Blob.Span, state);
        try
        {
            var events = new CoreEvent[reader.TryReadCollectionHeader(out var count) ? count : -1];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = reader.ReadValue<CoreEvent>()!;
                if (events[i] is MaintenanceEvent.FactsNoted noted)
                {
                    facts.Add(noted.Number, noted.Facts);
                }
            }

            return events;
        }
        catch (Exception error) when (error is MemoryPackSerializationException or OverflowException)
        {
            throw new JournalException(
                JournalFault.Damaged,
                $"Journal of shard {row.Shard}: row {row.Sequence} holds events this program does not know.",
                error);
        }
        finally
        {
            reader.Dispose();
        }
    }

    /// <summary>For a reader that may begin at any row: what was noted before it lies in the cold store.</summary>
    public static KnownFacts FactsOf(IRowSource rows) => new(number =>
        rows.TryReadCold(FactsTable.KeyOf(number), out var row)
            ? MemoryPackSerializer.Deserialize<PaymentFacts>(row.Bytes.Span)
            : null);
}
