namespace Tessera.Core.Tables;

// Notes each key that leaves memory.
internal sealed class RememberedSink(IColdSink sink, ColdFilter filter) : IColdSink
{
    public void Put(ColdKey key, ReadOnlySpan<byte> row)
    {
        filter.Add(key);
        sink.Put(key, row);
    }
}
