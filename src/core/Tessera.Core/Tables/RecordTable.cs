using System.Buffers;

namespace Tessera.Core.Tables;

// Records as their bytes: no object for the garbage collector to follow, and a snapshot copies them as they are. Each
// read makes a new record. Rows are dense: the last one takes the place of a removed one.
public sealed class RecordTable<TRecord>
    where TRecord : class, IMemoryPackable<TRecord>
{
    private readonly MemoryPackSerializerOptions options;
    private readonly ByteArena arena = new();
    private readonly RowIndex<RecordSlot, RecordSlot.ByKey> byKey;
    private readonly ArrayBufferWriter<byte> scratch = new();

    // With options that records refer to something by.
    public RecordTable(MemoryPackSerializerOptions? options = null)
    {
        this.options = options ?? MemoryPackSerializerOptions.Default;
        byKey = new RowIndex<RecordSlot, RecordSlot.ByKey>(Slots);
    }

    public int Count => Slots.Count;

    internal ChunkedTable<RecordSlot> Slots { get; } = new();

    public bool TryFind(UInt128 key, out int row) => byKey.TryFind(key, out row);

    public bool Contains(UInt128 key) => byKey.Contains(key);

    public uint Touch(UInt128 key) => byKey.Touch(key);

    public TRecord? Find(UInt128 key) => byKey.TryFind(key, out var row) ? Read(row) : null;

    public TRecord Read(int row)
    {
        var slot = Slots[row];
        return MemoryPackSerializer.Deserialize<TRecord>(arena.Read(slot.Place, slot.Length), options)!;
    }

    public IEnumerable<TRecord> All()
    {
        for (var row = 0; row < Count; row++)
        {
            yield return Read(row);
        }
    }

    public int Add(UInt128 key, UInt128 other, TRecord record) => Add(new RecordSlot(key, other), BytesOf(record));

    public int Add(UInt128 key, TRecord record) => Add(key, UInt128.Zero, record);

    public void Put(UInt128 key, TRecord record)
    {
        if (byKey.TryFind(key, out var row))
        {
            Replace(row, record);
        }
        else
        {
            Add(key, record);
        }
    }

    public TRecord Change(UInt128 key, Func<TRecord, TRecord> change)
    {
        Invariant.Check(byKey.TryFind(key, out var row), "what an event changes is there");
        var after = change(Read(row));
        Replace(row, after);
        return after;
    }

    public void Remove(UInt128 key)
    {
        if (byKey.TryFind(key, out var row))
        {
            Remove(row);
        }
    }

    public void Replace(int row, TRecord record)
    {
        var bytes = BytesOf(record);
        ref var slot = ref Slots.Edit(row);
        slot.Place = arena.Replace(slot.Place, slot.Length, bytes);
        slot.Length = bytes.Length;
    }

    // Returns the number that the row now in its place had before: the removed row's own when it was the last.
    public int Remove(int row)
    {
        byKey.Remove(row);
        arena.Remove(Slots[row].Place, Slots[row].Length);
        var last = Count - 1;
        if (row != last)
        {
            Slots.Edit(row) = Slots[last];
            byKey.TryMove(last, row);
        }

        Slots.RemoveLast();
        return last;
    }

    public FrozenRecords Freeze() => new(Slots.Freeze(), arena.Freeze());

    internal int Add(RecordSlot slot, ReadOnlySpan<byte> bytes)
    {
        Invariant.Check(!byKey.Contains(slot.Key), "a key names one record");
        slot.Place = arena.Add(bytes);
        slot.Length = bytes.Length;
        var row = Slots.Add(slot);
        byKey.Add(row);
        return row;
    }

    // Into the next row; found by its key after Index.
    internal void Load(RecordSlot slot, ReadOnlySpan<byte> bytes)
    {
        slot.Place = arena.Add(bytes);
        slot.Length = bytes.Length;
        Slots.Add(slot);
    }

    internal void Index() => byKey.AddAll();

    private ReadOnlySpan<byte> BytesOf(TRecord record)
    {
        scratch.ResetWrittenCount();
        MemoryPackSerializer.Serialize(scratch, record, options);
        return scratch.WrittenSpan;
    }
}
