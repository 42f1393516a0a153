using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Journal;
using Tessera.Journal.Snapshots;

namespace Tessera.Simulation.Disk;

/// <summary>Snapshots on a simulated disk: schema, position, body and a SHA-256 of them; the two newest are kept.
/// </summary>
internal sealed class SimSnapshotStore(SimDisk disk) : ISnapshotStore
{
    private const int Kept = 2;
    private const int HeadBytes = 4 + 8 + RowHash.ByteCount;

    public void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        var bytes = new byte[HeadBytes + body.WrittenCount + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, schema);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), position.Sequence);
        position.Hash.Write(bytes.AsSpan(12));
        body.WrittenSpan.CopyTo(bytes.AsSpan(HeadBytes));
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes),
            bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes));
        var file = disk.Open(NameOf(position));
        file.Write(0, bytes);
        file.Flush();
        foreach (var old in Names(position.Shard).Skip(Kept).ToArray())
        {
            disk.Delete(old);
        }
    }

    public IEnumerable<Snapshot> NewestFirst(int shard) =>
        Names(shard).Select(name => Read(shard, disk.Open(name).Medium)).OfType<Snapshot>().ToArray();

    private static string NameOf(JournalHead position) => string.Create(
        CultureInfo.InvariantCulture, $"{position.Shard}-{position.Sequence:D12}.snapshot");

    private IEnumerable<string> Names(int shard) => disk.Files.Keys
        .Where(name => name.StartsWith($"{shard}-", StringComparison.Ordinal))
        .OrderDescending(StringComparer.Ordinal);

    private static Snapshot? Read(int shard, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes + SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(
                bytes[^SHA256.HashSizeInBytes..]))
        {
            return null;
        }

        var body = bytes[HeadBytes..^SHA256.HashSizeInBytes].ToArray();
        return new Snapshot(
            BinaryPrimitives.ReadInt32LittleEndian(bytes),
            new JournalHead(shard, BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]), RowHash.Read(bytes[12..])),
            () => new MemoryStream(body, writable: false),
            () => true);
    }
}
