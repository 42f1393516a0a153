using System.Buffers.Binary;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

/// <summary>
/// Goal: whatever part of the write-ahead log a crash leaves, the journal opens with a prefix of the acknowledged
/// rows, or refuses because the head anchor knows more. Method: 64 commits stay in the log; each cut is a copy of
/// the folder with a shorter log; how many rows must come back is computed from the log's own frames.
/// </summary>
public sealed class SqliteCutTests : IDisposable
{
    private const int Commits = 64;
    private const int SettledRows = 10;
    private const int LogHeaderBytes = 32;
    private const int FrameHeaderBytes = 24;

    private readonly TempFolder _temp = TempFolder.InMemory();
    private readonly ManualTime _time = new();
    private readonly byte[] _database;
    private readonly byte[] _log;
    private readonly Dictionary<long, byte[]> _anchors = [];
    private readonly List<RowHash> _hashes = [];
    private int _copies;

    public SqliteCutTests()
    {
        var folder = new SqliteFolder(_temp.Sub("origin"));
        using (var settled = Open(folder))
        {
            Append(settled, SettledRows);
        }

        using var journal = Open(folder);
        journal.Claim();
        Append(journal, Commits);
        _database = ReadShared(folder.JournalFile);
        _log = ReadShared(folder.JournalFile + "-wal");
        foreach (var row in journal.ReadAll())
        {
            _hashes.Add(row.Hash);
            new HeadAnchor(_temp.Sub("anchor"), 0).Write(row.Position);
            _anchors[row.Sequence] = File.ReadAllBytes(_temp.Sub("anchor"));
        }
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_log_cut_at_any_frame_boundary_gives_a_prefix_or_is_refused()
    {
        var ends = FrameEnds().Select(frame => frame.End).ToList();
        Assert.True(ends.Count > 2 * Commits);
        foreach (var end in ends.Prepend(LogHeaderBytes).Prepend(0))
        {
            foreach (var cut in (int[])[end - 1, end, end + 1])
            {
                if (cut >= 0 && cut <= _log.Length)
                {
                    CheckCut(cut, anchored: SettledRows);
                }
            }
        }
    }

    [Fact]
    public void A_log_cut_anywhere_gives_a_prefix_or_is_refused()
    {
        var random = new Random(20260105);
        for (var i = 0; i < 1_000; i++)
        {
            CheckCut(random.Next(_log.Length + 1), anchored: random.Next(SettledRows, SettledRows + Commits + 1));
        }
    }

    [Fact]
    public void A_flipped_bit_in_the_log_gives_a_prefix_or_is_refused()
    {
        var random = new Random(20260106);
        var frames = FrameEnds().ToList();
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(LogHeaderBytes, _log.Length);
            var log = _log.ToArray();
            log[at] ^= (byte)(1 << random.Next(8));
            var rows = frames.Where(frame => frame.End <= at).Select(frame => frame.Rows).DefaultIfEmpty(SettledRows);
            CheckCopy(log, rows.Last(), random.Next(SettledRows, SettledRows + Commits + 1));
        }
    }

    private void CheckCut(int cut, long anchored)
    {
        var rows = FrameEnds().Where(frame => frame.End <= cut).Select(frame => frame.Rows).DefaultIfEmpty(SettledRows);
        CheckCopy(_log.AsSpan(0, cut).ToArray(), rows.Last(), anchored);
    }

    private void CheckCopy(byte[] log, long rows, long anchored)
    {
        var folder = new SqliteFolder(_temp.Sub($"copy-{_copies++}"));
        Directory.CreateDirectory(folder.Path);
        File.WriteAllBytes(folder.JournalFile, _database);
        File.WriteAllBytes(folder.JournalFile + "-wal", log);
        File.WriteAllBytes(folder.AnchorFile, _anchors[anchored]);
        if (rows < anchored)
        {
            var error = Assert.Throws<JournalException>(() => Open(folder).Dispose());
            Assert.Equal(JournalFault.RowsMissing, error.Fault);
            Assert.Contains($"ends at row {rows},", error.Message, StringComparison.Ordinal);
            Assert.Contains($"knows row {anchored}:", error.Message, StringComparison.Ordinal);
            // The refusal destroys no evidence.
            Assert.Equal(log.Length, new FileInfo(folder.JournalFile + "-wal").Length);
        }
        else
        {
            using var journal = Open(folder);
            journal.Claim();
            Assert.Equal(_hashes.Take((int)rows), journal.ReadAll().Select(row => row.Hash));
            // A row and its cold row come and go together.
            Assert.True(journal.TryReadCold(Rows.Key(1, (ulong)rows), out _));
            Assert.False(journal.TryReadCold(Rows.Key(1, (ulong)rows + 1), out _));
        }

        Directory.Delete(folder.Path, recursive: true);
    }

    /// <summary>
    /// End of each frame and how many rows are durable with it: a frame with a page count closes a commit. The first
    /// commit of the log is the claim of the epoch, unless it was copied already.
    /// </summary>
    private IEnumerable<(int End, long Rows)> FrameEnds()
    {
        var pageBytes = (int)BinaryPrimitives.ReadUInt32BigEndian(_log.AsSpan(8));
        var frame = FrameHeaderBytes + pageBytes;
        long rows = SettledRows;
        for (var at = LogHeaderBytes; at + frame <= _log.Length; at += frame)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(_log.AsSpan(at + 4)) != 0)
            {
                rows++;
            }

            yield return (at + frame, rows);
        }

        Assert.Equal(SettledRows + Commits, rows);
    }

    private static void Append(SqliteJournal journal, int rows)
    {
        var epoch = journal.Claim();
        for (var i = 0; i < rows; i++)
        {
            var next = journal.Head.Sequence + 1;
            journal.AppendRow(epoch, 300 + (i % 7 * 1_500), Rows.Cold(1, (ulong)next, next));
        }
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private SqliteJournal Open(SqliteFolder folder) =>
        SqliteJournal.Open(folder, new SqliteJournalSettings { Time = _time });
}
