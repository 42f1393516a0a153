using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Journal.Snapshots;

/// <summary>
/// One snapshot as a file: magic, schema, shard, sequence, journal hash, body length, body, and a SHA-256 of all
/// that. A file that does not fit its own hash does not exist as far as a reader is concerned.
/// </summary>
internal static class SnapshotFile
{
    private const int FixedBytes = 4 + 4 + 8 + RowHash.ByteCount + 8;

    private static ReadOnlySpan<byte> Magic => "tessera.snap.001"u8;

    public static void Write(string path, Snapshot snapshot)
    {
        var header = new byte[Magic.Length + FixedBytes];
        Magic.CopyTo(header);
        var fields = header.AsSpan(Magic.Length);
        BinaryPrimitives.WriteInt32BigEndian(fields, snapshot.Schema);
        BinaryPrimitives.WriteInt32BigEndian(fields[4..], snapshot.Position.Shard);
        BinaryPrimitives.WriteInt64BigEndian(fields[8..], snapshot.Position.Sequence);
        snapshot.Position.Hash.Write(fields[16..]);
        BinaryPrimitives.WriteInt64BigEndian(fields[(16 + RowHash.ByteCount)..], snapshot.Body.Length);

        var temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(header);
            stream.Write(snapshot.Body.Span);
            stream.Write(Hash(header, snapshot.Body.Span));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static Snapshot? Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException)
        {
            return null;
        }

        var headerBytes = Magic.Length + FixedBytes;
        if (bytes.Length < headerBytes + SHA256.HashSizeInBytes || !bytes.AsSpan().StartsWith(Magic))
        {
            return null;
        }

        var header = bytes.AsSpan(0, headerBytes);
        var body = bytes.AsMemory(headerBytes, bytes.Length - headerBytes - SHA256.HashSizeInBytes);
        var fields = header[Magic.Length..];
        if (BinaryPrimitives.ReadInt64BigEndian(fields[(16 + RowHash.ByteCount)..]) != body.Length
            || !Hash(header, body.Span).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
        {
            return null;
        }

        var position = new JournalHead(
            BinaryPrimitives.ReadInt32BigEndian(fields[4..]),
            BinaryPrimitives.ReadInt64BigEndian(fields[8..]),
            RowHash.Read(fields[16..]));
        return new Snapshot(BinaryPrimitives.ReadInt32BigEndian(fields), position, body);
    }

    private static byte[] Hash(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(header);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }
}
