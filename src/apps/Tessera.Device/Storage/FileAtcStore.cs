using System.Buffers.Binary;
using Tessera.Emv.Applet;

namespace Tessera.Device.Storage;

/// <summary>
/// A transaction counter in a file that only grows: each record is the counter and its complement, eight bytes, made
/// durable before the write is answered. A last record that was cut off was never answered and is passed over; after
/// any error the store gives up until it is opened again.
/// </summary>
internal sealed class FileAtcStore : IAtcStore, IDisposable
{
    private const int RecordBytes = 8;
    private readonly FileStream? _file;
    private int _last;
    private bool _isBroken;

    public FileAtcStore(string path)
    {
        try
        {
            _file = DeviceFolder.Open(path, FileMode.OpenOrCreate);
            _isBroken = !TryLoad(_file, out _last);
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    public bool TryRead(out int last)
    {
        last = _last;
        return !_isBroken;
    }

    public bool TryWrite(int last)
    {
        if (_isBroken || _file is null || last <= _last)
        {
            return false;
        }

        Span<byte> record = stackalloc byte[RecordBytes];
        BinaryPrimitives.WriteInt32BigEndian(record, last);
        BinaryPrimitives.WriteInt32BigEndian(record[4..], ~last);
        try
        {
            _file.Write(record);
            _file.Flush(flushToDisk: true);
            _last = last;
            return true;
        }
        catch (IOException)
        {
            // Whether the record is on the disk is unknown: only opening the file again can tell.
            _isBroken = true;
            return false;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static bool TryLoad(FileStream file, out int last)
    {
        last = 0;
        var whole = file.Length / RecordBytes * RecordBytes;
        var bytes = new byte[whole];
        file.ReadExactly(bytes);
        for (var offset = 0; offset < whole; offset += RecordBytes)
        {
            var value = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(offset));
            var isWhole = value == ~BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(offset + 4)) && value > last;
            var isLastRecord = offset + RecordBytes == whole;
            if (!isWhole && !isLastRecord)
            {
                return false;
            }

            whole = isWhole ? whole : offset;
            last = isWhole ? value : last;
        }

        file.SetLength(whole);
        file.Position = whole;
        return true;
    }
}
