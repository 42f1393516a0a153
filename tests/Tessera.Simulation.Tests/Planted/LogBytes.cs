using Tessera.Simulation.Disk;

namespace Tessera.Simulation.Tests.Planted;

// Changes to the bytes of a log whose records stay whole, but whose chain does not.
internal static class LogBytes
{
    public static byte[] WithoutRow(byte[] log, int row)
    {
        var (start, length) = Place(log, row);
        return [.. log[..start], .. log[(start + length)..]];
    }

    public static byte[] WithOtherEpoch(byte[] log)
    {
        var (start, length) = Place(log, 3);
        _ = JournalRecord.TryRead(log.AsSpan(start), out var record, out _);
        var row = record.Row with { Epoch = record.Row.Epoch + 1 };
        return [.. log[..start], .. JournalRecord.Write(row, record.Cold), .. log[(start + length)..]];
    }

    private static (int Start, int Length) Place(byte[] log, int row)
    {
        var start = 0;
        for (var i = 0; ; i++)
        {
            _ = JournalRecord.TryRead(log.AsSpan(start), out _, out var length);
            if (i == row)
            {
                return (start, length);
            }

            start += length;
        }
    }
}
