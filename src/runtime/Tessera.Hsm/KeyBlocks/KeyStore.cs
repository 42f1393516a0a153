using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>
/// Keys at rest: a text file of version D blocks, one a line, only ever appended to. Every block is opened once; a
/// look-up names the verb, and a usage that the table does not allow for it is as good as no key. Readers never wait.
/// </summary>
public sealed class KeyStore : IDisposable
{
    private const int MaximumFileBytes = 16 * 1024 * 1024;

    private readonly Lock _writing = new();
    private readonly MasterKey _master;
    private readonly string _path;
    private volatile FrozenDictionary<KeyLabel, HeldKey> _keys;
    private volatile FrozenDictionary<(string Set, KeyRole Role), (ushort Current, ushort Before)> _newest;

    private KeyStore(string path, MasterKey master, Dictionary<KeyLabel, HeldKey> keys)
    {
        _path = path;
        _master = master;
        _keys = keys.ToFrozenDictionary();
        _newest = NewestOf(keys.Values);
    }

    /// <summary>Opens a file, made on the first key. Owns the master key from now on.</summary>
    /// <exception cref="HsmException">A block does not open under this key, or does not fit its role.</exception>
    public static KeyStore Open(string path, MasterKey master)
    {
        var keys = new Dictionary<KeyLabel, HeldKey>();
        if (File.Exists(path))
        {
            PrivateFile.Demand(path);
            foreach (var line in ReadWholeLines(path))
            {
                var key = Import(master.Bytes, line);
                keys[key.Label] = key;
            }
        }
        return new KeyStore(path, master, keys);
    }

    public IReadOnlyList<KeyCheck> List() =>
    [
        .. _keys.Values.Select(key => new KeyCheck(key.Label, key.Shape.Usage, key.Shape.Algorithm, key.CheckValue))
            .OrderBy(check => check.Label.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>A key for a verb, or null: unknown, or of a usage that may not do this.</summary>
    public HeldKey? Find(KeyLabel label, HsmVerb verb) =>
        _keys.TryGetValue(label, out var key) && key.Allows(verb) ? key : null;

    /// <summary>The current key of a role for a verb, or null.</summary>
    public HeldKey? FindCurrent(string set, KeyRole role, HsmVerb verb) =>
        Find(new KeyLabel(set, role, CurrentIndex(set, role)), verb);

    /// <summary>The key that was current before the current one, or null.</summary>
    public HeldKey? FindBefore(string set, KeyRole role, HsmVerb verb) =>
        Find(new KeyLabel(set, role, _newest.GetValueOrDefault((set, role)).Before), verb);

    /// <summary>Index of the current key of a role; 0 when the set has none.</summary>
    public ushort CurrentIndex(string set, KeyRole role) => _newest.GetValueOrDefault((set, role)).Current;

    /// <summary>Makes the next key of a role from the system's random generator.</summary>
    /// <exception cref="HsmException">The role has no index left.</exception>
    public HeldKey Generate(string set, KeyRole role)
    {
        lock (_writing)
        {
            return Generate(new KeyLabel(set, role, IndexAfter(CurrentIndex(set, role))));
        }
    }

    /// <summary>Makes a key with a given label from the system's random generator.</summary>
    /// <exception cref="HsmException">The label is taken, or does not fit the role.</exception>
    public HeldKey Generate(KeyLabel label)
    {
        var shape = KeyUsageTable.ShapeOf(label.Role);
        Span<byte> key = stackalloc byte[shape.KeyBytes];
        RandomNumberGenerator.Fill(key);
        if (shape.Algorithm == 'T')
        {
            Emv.Keys.KeyParity.SetOdd(key);
        }
        var held = Add(label, key);
        CryptographicOperations.ZeroMemory(key);
        return held;
    }

    /// <summary>The index after another; 0, which no key has, when there is none.</summary>
    public static ushort IndexAfter(ushort index) => unchecked((ushort)(index + 1));

    /// <summary>Installs a given key unless its index is not above the current one of its role.</summary>
    /// <exception cref="HsmException">The name, index or length does not fit the role.</exception>
    public bool TryAddNewer(KeyLabel label, ReadOnlySpan<byte> key)
    {
        lock (_writing)
        {
            var isNewer = label.Index > CurrentIndex(label.Set, label.Role);
            if (isNewer)
            {
                Add(label, key);
            }
            return isNewer;
        }
    }

    /// <summary>Installs a given key.</summary>
    /// <exception cref="HsmException">The label is taken, or the length does not fit the role.</exception>
    public HeldKey Add(KeyLabel label, ReadOnlySpan<byte> key)
    {
        var shape = KeyUsageTable.ShapeOf(label.Role);
        if (!KeyLabel.IsSetName(label.Set)
            || label.Index == 0
            || label.Index > KeyUsageTable.MaximumIndex(label.Role)
            || key.Length != shape.KeyBytes)
        {
            throw new HsmException("The name, index or length of a key does not fit.");
        }
        lock (_writing)
        {
            if (_keys.ContainsKey(label))
            {
                throw new HsmException("A key with this label exists.");
            }
            var block = KeyBlock.Wrap(_master.Bytes, KeyBlockHeader.Of(shape, label.ToString()), key);
            Append(block);
            var held = Import(_master.Bytes, block);
            var keys = new Dictionary<KeyLabel, HeldKey>(_keys) { [label] = held };
            _keys = keys.ToFrozenDictionary();
            _newest = NewestOf(keys.Values);
            return held;
        }
    }

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }
        _master.Dispose();
    }

    private static HeldKey Import(ReadOnlySpan<byte> master, string block)
    {
        if (!KeyBlock.TryUnwrap(master, block, out var header, out var bytes, out _)
            || !KeyLabel.TryRead(header.Label, out var label))
        {
            throw new HsmException("A key block does not open under this master key.");
        }
        var shape = KeyUsageTable.ShapeOf(label.Role);
        if (label.Index > KeyUsageTable.MaximumIndex(label.Role)
            || KeyBlockHeader.Of(shape, header.Label) != header
            || bytes.Length != shape.KeyBytes)
        {
            CryptographicOperations.ZeroMemory(bytes);
            throw new HsmException("A key block's header does not fit its role.");
        }
        return new HeldKey(label, shape, bytes);
    }

    private static FrozenDictionary<(string Set, KeyRole Role), (ushort Current, ushort Before)> NewestOf(
        IEnumerable<HeldKey> keys) =>
        keys.GroupBy(key => (key.Label.Set, key.Label.Role), key => key.Label.Index)
            .ToFrozenDictionary(group => group.Key, group => (group.Max(), group.Order().SkipLast(1).LastOrDefault()));

    // A last line without its end was cut off by a crash before the key was ever used.
    private static string[] ReadWholeLines(string path)
    {
        if (new FileInfo(path).Length > MaximumFileBytes)
        {
            throw new HsmException("The key file is too long.");
        }
        var text = File.ReadAllText(path, Encoding.ASCII);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Append(string block)
    {
        PrivateFile.CreateIfAbsent(_path);
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = EndOfWholeLines(stream);
        stream.SetLength(stream.Position);
        stream.Write(Encoding.ASCII.GetBytes(block + "\n"));
        stream.Flush(flushToDisk: true);
    }

    private static long EndOfWholeLines(FileStream stream)
    {
        for (var at = stream.Length; at > 0; at--)
        {
            stream.Position = at - 1;
            if (stream.ReadByte() == '\n')
            {
                return at;
            }
        }
        return 0;
    }
}
