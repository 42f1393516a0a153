using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Journal.Snapshots;

/// <summary>
/// One snapshot as a file: magic, schema, shard, sequence, journal hash, body, and a SHA-256 of all that. A file that
/// does not fit its own hash does not exist as far as a reader is concerned.
/// </summary>
internal static class SnapshotFile
{
    private const int FixedBytes = 4 + 4 + 8 + RowHash.ByteCount;
    private const int ReadBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "tessera.snap.002"u8;

    private static int HeaderBytes => Magic.Length + FixedBytes;

    public static void Write(string path, int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        var temporary = path + ".new";
        using (var stream = new SnapshotStream(temporary))
        {
            var header = stream.GetSpan(HeaderBytes);
            Magic.CopyTo(header);
            var fields = header[Magic.Length..];
            BinaryPrimitives.WriteInt32BigEndian(fields, schema);
            BinaryPrimitives.WriteInt32BigEndian(fields[4..], position.Shard);
            BinaryPrimitives.WriteInt64BigEndian(fields[8..], position.Sequence);
            position.Hash.Write(fields[16..]);
            stream.Advance(HeaderBytes);
            write(stream);
            stream.Finish();
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static Snapshot? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var header = new byte[HeaderBytes];
            if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) != header.Length
                || !header.AsSpan().StartsWith(Magic))
            {
                return null;
            }

            var fields = header.AsSpan(Magic.Length);
            var position = new JournalHead(
                BinaryPrimitives.ReadInt32BigEndian(fields[4..]),
                BinaryPrimitives.ReadInt64BigEndian(fields[8..]),
                RowHash.Read(fields[16..]));
            return new Snapshot(
                BinaryPrimitives.ReadInt32BigEndian(fields), position, () => OpenBody(path), () => IsWhole(path));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FileStream OpenBody(string path)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadBytes);
        file.Position = HeaderBytes;
        return file;
    }

    private static bool IsWhole(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return IsWhole(file);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsWhole(FileStream file)
    {
        var left = file.Length - SHA256.HashSizeInBytes;
        if (left < HeaderBytes)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ReadBytes];
        file.Position = 0;
        while (left > 0)
        {
            var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(piece);
            hash.AppendData(piece);
            left -= piece.Length;
        }

        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        file.ReadExactly(written);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }
}
