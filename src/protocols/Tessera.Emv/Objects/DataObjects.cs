// EMV 4.4 Book 3, 10.2: the data objects that a terminal or a card holds during one transaction.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>
/// Values by tag for one transaction. The first value of a tag stays: a second one is refused, not merged.
/// </summary>
public sealed class DataObjects
{
    private readonly Dictionary<BerTag, byte[]> _values = [];

    /// <summary>Number of objects held.</summary>
    public int Count => _values.Count;

    /// <summary>True when the tag has a value, even an empty one.</summary>
    public bool Contains(BerTag tag) => _values.ContainsKey(tag);

    /// <summary>Adds a value; false, and nothing changes, when the tag already has one (EMV Book 3, 10.2).</summary>
    public bool TryAdd(BerTag tag, ReadOnlySpan<byte> value) => _values.TryAdd(tag, value.ToArray());

    /// <summary>Sets the value that this side itself owns, replacing an older one.</summary>
    public void Set(BerTag tag, ReadOnlySpan<byte> value) => _values[tag] = value.ToArray();

    /// <summary>Finds a value; false when the tag has none.</summary>
    public bool TryGet(BerTag tag, out ReadOnlyMemory<byte> value)
    {
        var found = _values.TryGetValue(tag, out var bytes);
        value = bytes;
        return found;
    }

    /// <summary>The value of a tag, empty when it has none.</summary>
    public ReadOnlySpan<byte> GetOrEmpty(BerTag tag) => _values.TryGetValue(tag, out var bytes) ? bytes : [];

    /// <summary>
    /// The value when it is there and has a length that the dictionary allows (EMV Book 3, Annex A1).
    /// A value of a wrong length is as useless as a missing one.
    /// </summary>
    public bool TryGetWellFormed(BerTag tag, out ReadOnlySpan<byte> value)
    {
        value = [];
        if (!_values.TryGetValue(tag, out var bytes))
        {
            return false;
        }

        if (DataElementTable.TryFind(tag, out var element) && !element.Allows(bytes.Length))
        {
            return false;
        }

        value = bytes;
        return true;
    }
}
