namespace Tessera.Journal;

/// <summary>The last row of a shard's journal. Sequence 0 with an all-zero hash is the empty journal.</summary>
public sealed record JournalHead(int Shard, long Sequence, RowHash Hash)
{
    public static JournalHead Empty(int shard) => new(shard, 0, default);
}
