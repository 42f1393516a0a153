namespace Tessera.Core;

// Where rows go that leave memory. The journal writes them in the transaction of the row whose events were applied;
// a fold in a test collects them in a dictionary.
public interface IColdSink
{
    void Put(ColdKey key, ReadOnlySpan<byte> row);
}
