using Tessera.Core;

namespace Tessera.Journal;

/// <summary>Committed rows and cold rows of one shard, readable from any thread.</summary>
public interface IRowSource
{
    int Shard { get; }

    /// <summary>Up to <paramref name="maxRows"/> rows from a sequence on, in order; empty at the end.</summary>
    IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows);

    /// <summary>What left memory under a key, as the last committed row left it.</summary>
    bool TryReadCold(ColdKey key, out ColdRow row);
}
