using System.Buffers.Binary;
using Tessera.Core;
using Tessera.Journal;

namespace Tessera.Server.Tests.Journal;

/// <summary>Rows with made-up blobs: a journal does not look inside.</summary>
internal static class Rows
{
    public static byte[] Blob(long sequence, int bytes)
    {
        var blob = new byte[bytes];
        new Random((int)sequence).NextBytes(blob);
        BinaryPrimitives.WriteInt64BigEndian(blob, sequence);
        return blob;
    }

    public static void AppendRow(this IJournal journal, long epoch, int bytes, params ColdRow[] cold) =>
        journal.Append(JournalRow.After(journal.Head, epoch, Blob(journal.Head.Sequence + 1, bytes)), cold);

    public static ColdKey Key(byte kind, ulong id) => new((ColdKind)kind, id);

    public static ColdRow Cold(byte kind, ulong id, long version, int bytes = 40) =>
        new(Key(kind, id), version, Blob(version, bytes));

    public static List<JournalRow> ReadAll(this IRowSource source) => [.. JournalWalk.All(source)];
}
