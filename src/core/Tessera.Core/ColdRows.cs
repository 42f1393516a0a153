namespace Tessera.Core;

// Rows that the shard loaded for one command before Decide. A key that is asked for and absent stays absent.
public sealed class ColdRows
{
    public static readonly ColdRows None = new();

    private readonly Dictionary<ColdKey, byte[]?> rows = [];

    public void Add(ColdKey key, byte[]? row) => rows[key] = row;

    public bool WasAsked(ColdKey key) => rows.ContainsKey(key);

    public byte[]? Find(ColdKey key) => rows.GetValueOrDefault(key);
}
