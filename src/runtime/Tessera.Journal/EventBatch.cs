using MemoryPack;
using Tessera.Core;

namespace Tessera.Journal;

/// <summary>The events of a row: one MemoryPack array.</summary>
public static class EventBatch
{
    public static IReadOnlyList<CoreEvent> Read(JournalRow row)
    {
        try
        {
            return MemoryPackSerializer.Deserialize<CoreEvent[]>(row.Blob.Span)
                ?? throw JournalException.Damaged(row.Shard, row.Sequence, RowFault.UnknownEvents);
        }
        catch (MemoryPackSerializationException error)
        {
            throw new JournalException(
                JournalFault.Damaged,
                $"Journal of shard {row.Shard}: row {row.Sequence} holds events this program does not know.",
                error);
        }
    }
}
