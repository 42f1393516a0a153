using Tessera.Core;

namespace Tessera.Journal.InMemory;

/// <summary>What outlives a memory journal: open another one over the same storage to restart.</summary>
public sealed class MemoryStorage
{
    internal Lock Gate { get; } = new();

    internal long Epoch { get; set; }

    internal List<JournalRow> Rows { get; } = [];

    internal SortedDictionary<ColdKey, ColdRow> Cold { get; } = new(
        Comparer<ColdKey>.Create((left, right) =>
            left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : left.Id.CompareTo(right.Id)));
}
