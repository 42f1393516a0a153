namespace Tessera.Core.Tests;

// A cold store in memory, compared key by key after a fold.
public sealed class ColdRowsKept : IColdSink
{
    public Dictionary<ColdKey, byte[]> Rows { get; } = [];

    public void Put(ColdKey key, ReadOnlySpan<byte> row) => Rows[key] = row.ToArray();
}
