namespace Tessera.Journal;

/// <summary>Committed rows of one shard, readable from any thread.</summary>
public interface IRowSource
{
    int Shard { get; }

    /// <summary>Up to <paramref name="maxRows"/> rows from a sequence on, in order; empty at the end.</summary>
    IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows);
}
