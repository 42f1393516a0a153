using Tessera.Core;

namespace Tessera.Server.Tests.Journal;

internal sealed class ColdRowsKept : IColdSink
{
    public Dictionary<ColdKey, byte[]> Rows { get; } = [];

    public void Put(ColdKey key, ReadOnlySpan<byte> row) => Rows[key] = row.ToArray();
}
