namespace Tessera.Core.Tables;

// What a queue holds: a key, and since when. 24 bytes without padding.
public struct TimedRow
{
    public WideKey Key;
    public long AtNanoseconds;

    public TimedRow(Timestamp at, UInt128 key) => (Key, AtNanoseconds) = (key, at.Nanoseconds);

    public readonly Timestamp At => new(AtNanoseconds);
}
