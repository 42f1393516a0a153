using System.Globalization;
using System.Text;

namespace Tessera.Journal;

/// <summary>
/// A small second file that remembers how far the journal reached, so that a lost tail is told from a short journal.
/// It is written after the row it names is durable and at most one refresh interval later: a tail lost within that
/// window is not noticed.
/// </summary>
public sealed class HeadAnchor(string file, int shard)
{
    private const string Magic = "tessera.head.1";
    private const int MaxBytes = 256;

    private JournalHead? _written;

    public bool Exists => File.Exists(file);

    /// <summary>Replaces the file as a whole: a crash leaves the old one or the new one.</summary>
    public void Write(JournalHead head)
    {
        if (head == _written)
        {
            return;
        }

        var body = $"{Magic} {head.Shard} {head.Sequence} {head.Hash}";
        var bytes = Encoding.ASCII.GetBytes($"{body} {Crc32C.Of(Encoding.ASCII.GetBytes(body)):X8}\n");
        var temporary = file + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
        _written = head;
    }

    public JournalHead Read()
    {
        if (!Exists)
        {
            throw new JournalException(
                JournalFault.AnchorMissing,
                $"Journal of shard {shard} has rows but no {Path.GetFileName(file)} beside it: it cannot be told "
                + "whether its tail is complete. Verify it, then accept its head.");
        }

        return TryParse(ReadText(), out var head) && head.Shard == shard
            ? head
            : throw new JournalException(
                JournalFault.AnchorDamaged,
                $"{Path.GetFileName(file)} of shard {shard} is damaged. Verify the journal, then accept its head.");
    }

    private string ReadText()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var count = stream.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(bytes[..count]);
    }

    private static bool TryParse(string text, out JournalHead head)
    {
        head = JournalHead.Empty(0);
        var parts = text.TrimEnd('\n').Split(' ');
        if (parts.Length != 5
            || !string.Equals(parts[0], Magic, StringComparison.Ordinal)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || parts[3].Length != RowHash.ByteCount * 2
            || !parts[3].All(char.IsAsciiHexDigitUpper))
        {
            return false;
        }

        head = new JournalHead(shard, sequence, RowHash.Read(Convert.FromHexString(parts[3])));
        var body = string.Join(' ', parts[..4]);
        var checksum = Crc32C.Of(Encoding.ASCII.GetBytes(body)).ToString("X8", CultureInfo.InvariantCulture);
        return string.Equals(checksum, parts[4], StringComparison.Ordinal);
    }
}
