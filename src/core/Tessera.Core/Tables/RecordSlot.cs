namespace Tessera.Core.Tables;

// Where a record's bytes lie, and the two keys it is found by. 40 bytes without padding.
public struct RecordSlot
{
    public ulong KeyLow;
    public ulong KeyHigh;
    public ulong OtherLow;
    public ulong OtherHigh;
    public uint Place;
    public int Length;

    public RecordSlot(UInt128 key, UInt128 other)
    {
        (KeyLow, KeyHigh) = (unchecked((ulong)key), (ulong)(key >> 64));
        (OtherLow, OtherHigh) = (unchecked((ulong)other), (ulong)(other >> 64));
    }

    public readonly UInt128 Key => new(KeyHigh, KeyLow);

    public readonly UInt128 Other => new(OtherHigh, OtherLow);

    internal sealed class ByKey : IRowKey<RecordSlot>
    {
        public static UInt128 Of(in RecordSlot row) => row.Key;
    }

    internal sealed class ByOther : IRowKey<RecordSlot>
    {
        public static UInt128 Of(in RecordSlot row) => row.Other;
    }
}
