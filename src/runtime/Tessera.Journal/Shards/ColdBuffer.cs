using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>
/// Rows that left memory in this batch; they are found here before the store has them. During a replay the store has
/// them already and they are dropped.
/// </summary>
internal sealed class ColdBuffer : IColdSink
{
    private readonly Dictionary<ColdKey, byte[]> _rows = [];

    public bool IsReplay { get; set; }

    public void Put(ColdKey key, ReadOnlySpan<byte> row)
    {
        if (!IsReplay)
        {
            _rows[key] = row.ToArray();
        }
    }

    public bool TryFind(ColdKey key, out byte[] row) => _rows.TryGetValue(key, out row!);

    /// <summary>The version of a cold row is the sequence of the journal row that wrote it.</summary>
    public IReadOnlyList<ColdRow> Seal(long sequence) => _rows.Count == 0
        ? []
        : [.. _rows.Select(row => new ColdRow(row.Key, sequence, row.Value))];

    public void Clear() => _rows.Clear();
}
