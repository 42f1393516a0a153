namespace Tessera.Core.Tables;

// Which keys may lie in the cold store: a Bloom filter that grows by layers, each twice the one before it. A key that
// was never put is denied but for about one in two hundred, so a new command reads nothing from the disk; a key that
// was put is never denied.
public sealed class ColdFilter
{
    private const int FirstKeys = 4_096;
    private const int BitsPerKey = 16;
    private const int Probes = 8;

    private readonly List<ChunkedTable<ulong>> layers = [];
    private long room;

    public long Count { get; private set; }

    public bool MayHold(ColdKey key)
    {
        var (first, step) = HashesOf(key);
        foreach (var layer in layers)
        {
            if (Holds(layer, first, step))
            {
                return true;
            }
        }

        return false;
    }

    public void Add(ColdKey key)
    {
        if (room == 0)
        {
            AddLayer();
        }

        room--;
        Count++;
        var (first, step) = HashesOf(key);
        var layer = layers[^1];
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(layer, first, step, probe);
            layer.Edit((int)(bit >> 6)) |= 1UL << (int)(bit & 63);
        }
    }

    internal (long Count, FrozenTable<ulong>[] Layers) Freeze() =>
        (Count, [.. layers.Select(layer => layer.Freeze())]);

    internal void Load(long count, SnapshotReader reader)
    {
        for (var left = reader.ReadNumber(); left > 0; left--)
        {
            AddLayer();
            var word = 0;
            reader.ReadRows<ulong>(words =>
            {
                foreach (var some in words)
                {
                    layers[^1].Edit(word++) = some;
                }
            });
        }

        Count = count;
        room = KeysIn(layers.Count) - count;
    }

    private static bool Holds(ChunkedTable<ulong> layer, ulong first, ulong step)
    {
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(layer, first, step, probe);
            if ((layer[(int)(bit >> 6)] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ulong BitOf(ChunkedTable<ulong> layer, ulong first, ulong step, int probe) =>
        unchecked(first + ((ulong)probe * step)) & (((ulong)layer.Count * 64) - 1);

    // The step is odd, so that probes differ.
    private static (ulong First, ulong Step) HashesOf(ColdKey key)
    {
        var first = KeyHash.Of(unchecked((ulong)key.Id), (ulong)(key.Id >> 64) ^ KeyHash.Mix((ulong)key.Kind));
        return (first, KeyHash.Mix(first) | 1);
    }

    private static long KeysOf(int layer) => (long)FirstKeys << layer;

    private static long KeysIn(int layerCount) => KeysOf(layerCount) - FirstKeys;

    private void AddLayer()
    {
        var keys = KeysOf(layers.Count);
        var layer = new ChunkedTable<ulong>();
        for (var word = 0L; word < keys * BitsPerKey / 64; word++)
        {
            layer.Add(0);
        }

        layers.Add(layer);
        room = keys;
    }
}
