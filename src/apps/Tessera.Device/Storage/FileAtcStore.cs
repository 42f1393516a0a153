using System.Buffers.Binary;
using Tessera.Emv.Applet;

namespace Tessera.Device.Storage;

/// <summary>
/// A transaction counter in a file that only grows: each record is the counter and its complement, eight bytes, made
/// durable before the write is answered. A last record that was cut off was never answered and is passed over; one
/// that is whole but wrong may have been, and counts as used. After any error the store gives up until it is opened
/// again.
/// </summary>
internal sealed class FileAtcStore : IAtcStore, IDisposable
{
    private const int RecordBytes = 8;
    private readonly FileStream? _file;
    private int _last;
    private bool _isBroken;

    private FileAtcStore(string path, FileMode mode)
    {
        try
        {
            _file = DeviceFolder.Open(path, mode);
            if (mode != FileMode.Open)
            {
                FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
            }

            _isBroken = !TryLoad(_file, out _last);
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    /// <summary>The counter of a card that is new to the phone; one that is there already goes on.</summary>
    public static FileAtcStore Begin(string path) => new(path, FileMode.OpenOrCreate);

    /// <summary>The counter of a card that the phone has; without its file the card cannot pay.</summary>
    public static FileAtcStore Open(string path) => new(path, FileMode.Open);

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

        try
        {
            Append(_file, last);
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

    private static void Append(FileStream file, int last)
    {
        Span<byte> record = stackalloc byte[RecordBytes];
        BinaryPrimitives.WriteInt32BigEndian(record, last);
        BinaryPrimitives.WriteInt32BigEndian(record[4..], ~last);
        file.Write(record);
        file.Flush(flushToDisk: true);
    }

    private static bool TryLoad(FileStream file, out int last)
    {
        last = 0;
        var whole = file.Length / RecordBytes * RecordBytes;
        var bytes = new byte[whole];
        file.ReadExactly(bytes);
        file.SetLength(whole);
        for (var offset = 0; offset < whole; offset += RecordBytes)
        {
            var value = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(offset));
            if (value == ~BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(offset + 4)) && value > last)
            {
                last = value;
                continue;
            }

            if (offset + RecordBytes < whole)
            {
                return false;
            }

            // Written over in place: a cut between leaves a whole wrong record again, never a shorter file.
            last++;
            file.Position = offset;
            Append(file, last);
        }

        file.Position = whole;
        return true;
    }
}
