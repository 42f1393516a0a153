namespace Tessera.Core.Tables;

// Records as they stood at one moment; safe to read on another thread.
public sealed class FrozenRecords
{
    private readonly byte[][] chunks;

    internal FrozenRecords(FrozenTable<RecordSlot> slots, byte[][] chunks)
    {
        Slots = slots;
        this.chunks = chunks;
    }

    internal FrozenTable<RecordSlot> Slots { get; }

    internal ReadOnlySpan<byte> BytesOf(in RecordSlot slot) => ByteArena.SpanOf(chunks, slot.Place, slot.Length);
}
