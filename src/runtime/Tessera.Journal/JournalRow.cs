using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Journal;

/// <summary>
/// One commit of a shard: the events of a batch as one blob, chained to the row before it by SHA-256.
/// The hash covers shard, sequence, epoch, checksum, the previous hash and the blob.
/// </summary>
public sealed record JournalRow(
    JournalHead Position, long Epoch, ReadOnlyMemory<byte> Blob, uint Checksum, RowHash PreviousHash)
{
    private static ReadOnlySpan<byte> Domain => "tessera.journal.1"u8;

    public int Shard => Position.Shard;

    public long Sequence => Position.Sequence;

    public RowHash Hash => Position.Hash;

    public static JournalRow After(JournalHead previous, long epoch, ReadOnlyMemory<byte> blob)
    {
        var checksum = Crc32C.Of(blob.Span);
        var bare = new JournalHead(previous.Shard, previous.Sequence + 1, default);
        var row = new JournalRow(bare, epoch, blob, checksum, previous.Hash);
        return row with { Position = bare with { Hash = row.ComputeHash() } };
    }

    /// <summary>Compares the row with the one before it and with its own checksums.</summary>
    public RowFault Check(JournalHead previous)
    {
        if (Shard != previous.Shard)
        {
            return RowFault.WrongShard;
        }

        if (Sequence != previous.Sequence + 1)
        {
            return RowFault.Gap;
        }

        if (Checksum != Crc32C.Of(Blob.Span))
        {
            return RowFault.BadChecksum;
        }

        if (PreviousHash != previous.Hash)
        {
            return RowFault.BrokenChain;
        }

        return Hash == ComputeHash() ? RowFault.None : RowFault.BadHash;
    }

    private RowHash ComputeHash()
    {
        Span<byte> header = stackalloc byte[Domain.Length + 24 + RowHash.ByteCount];
        Domain.CopyTo(header);
        var fields = header[Domain.Length..];
        BinaryPrimitives.WriteInt32BigEndian(fields, Shard);
        BinaryPrimitives.WriteInt64BigEndian(fields[4..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(fields[12..], Epoch);
        BinaryPrimitives.WriteUInt32BigEndian(fields[20..], Checksum);
        PreviousHash.Write(fields[24..]);

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(header);
        sha.AppendData(Blob.Span);
        Span<byte> hash = stackalloc byte[RowHash.ByteCount];
        sha.GetHashAndReset(hash);
        return RowHash.Read(hash);
    }
}
