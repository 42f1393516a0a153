using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

public sealed class SqliteJournalTests : JournalConformanceTests, IDisposable
{
    private readonly TempFolder _temp = TempFolder.OnDisk();
    private readonly ManualTime _time = new();

    private SqliteFolder Folder => new(_temp.Path);

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_second_opener_of_a_folder_is_refused()
    {
        using var journal = Open();
        var error = Assert.Throws<JournalException>(Open);
        Assert.Equal(JournalFault.Locked, error.Fault);
        journal.Dispose();
        Open().Dispose();
    }

    [Fact]
    public void The_anchor_follows_the_head_on_the_timer_and_on_stop()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        journal.AppendRow(epoch, 50);
        Assert.Equal(0, ReadAnchor().Sequence);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(journal.Head, ReadAnchor());
        journal.AppendRow(epoch, 50);
        Assert.Equal(1, ReadAnchor().Sequence);
        journal.Dispose();
        Assert.Equal(2, ReadAnchor().Sequence);
    }

    [Fact]
    public void A_journal_behind_its_anchor_is_refused_and_both_sequences_are_named()
    {
        Fill(5);
        ForgetRows("sequence > 3");
        var error = Assert.Throws<JournalException>(Open);
        Assert.Equal(JournalFault.RowsMissing, error.Fault);
        Assert.Contains("ends at row 3,", error.Message, StringComparison.Ordinal);
        Assert.Contains("knows row 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_whose_file_is_gone_is_refused_when_the_anchor_remembers_rows()
    {
        Fill(5);
        File.Delete(Folder.JournalFile);
        Assert.Equal(JournalFault.RowsMissing, Assert.Throws<JournalException>(Open).Fault);
        Assert.False(File.Exists(Folder.JournalFile));
    }

    [Fact]
    public void Another_history_of_the_same_length_is_refused()
    {
        Fill(5);
        var other = new JournalHead(0, 5, new RowHash(1, 2, 3, 4));
        new HeadAnchor(Folder.AnchorFile, 0).Write(other);
        Assert.Equal(JournalFault.Forked, Assert.Throws<JournalException>(Open).Fault);
    }

    [Fact]
    public void A_missing_or_damaged_anchor_is_refused_until_the_head_is_accepted()
    {
        Fill(5);
        var text = File.ReadAllText(Folder.AnchorFile);
        File.WriteAllText(Folder.AnchorFile, text.Replace(" 5 ", " 4 ", StringComparison.Ordinal));
        Assert.Equal(JournalFault.AnchorDamaged, Assert.Throws<JournalException>(Open).Fault);
        File.Delete(Folder.AnchorFile);
        Assert.Equal(JournalFault.AnchorMissing, Assert.Throws<JournalException>(Open).Fault);
        using (var rows = new SqliteRows(Folder))
        {
            new HeadAnchor(Folder.AnchorFile, 0).Write(rows.ReadHead());
        }

        Open().Dispose();
    }

    [Fact]
    public void A_journal_ahead_of_its_anchor_opens()
    {
        Fill(5);
        using (var rows = new SqliteRows(Folder))
        {
            new HeadAnchor(Folder.AnchorFile, 0).Write(rows.Read(2, 1)[0].Position);
        }

        using var journal = Open();
        journal.Claim();
        Assert.Equal(5, journal.Head.Sequence);
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        Fill(1);
        Sql("PRAGMA user_version=2");
        Assert.Equal(JournalFault.UnknownFormat, Assert.Throws<JournalException>(Open).Fault);
    }

    [Fact]
    public void A_damaged_cold_row_is_named_and_not_returned()
    {
        using (var journal = Open())
        {
            journal.AppendRow(journal.Claim(), 50, Rows.Cold(1, 7, 1), Rows.Cold(1, 8, 1));
        }

        Sql("UPDATE cold SET bytes = zeroblob(40) WHERE id = x'00000000000000000000000000000007'");
        using var again = Open();
        again.Claim();
        var error = Assert.Throws<JournalException>(() => again.TryReadCold(new ColdKey((ColdKind)1, 7), out _));
        Assert.Contains("1/00000000000000000000000000000007", error.Message, StringComparison.Ordinal);
        Assert.True(again.TryReadCold(new ColdKey((ColdKind)1, 8), out _));
    }

    [Fact]
    public void The_log_does_not_grow_without_end_while_appends_go_on()
    {
        var settings = new SqliteJournalSettings { Time = _time, CheckpointBytes = 500_000, LogBytes = 1_500_000 };
        using var journal = SqliteJournal.Open(Folder, settings);
        var epoch = journal.Claim();
        var log = Folder.JournalFile + "-wal";
        long longest = 0;
        for (var i = 0; i < 400; i++)
        {
            journal.AppendRow(epoch, 30_000);
            _time.Advance(TimeSpan.FromMilliseconds(10));
            longest = Math.Max(longest, new FileInfo(log).Length);
        }

        Assert.InRange(longest, 500_000, 3_000_000);
        Assert.Equal(400, JournalVerifier.Verify(journal).RowsChecked);
    }

    [Fact]
    public void The_database_is_flushed_only_through_a_descriptor_that_is_open()
    {
        Assert.False(OpenFile.TryFlush(Folder.JournalFile));
        using (var journal = Open())
        {
            journal.Claim();
            Assert.Equal(OperatingSystem.IsLinux(), OpenFile.TryFlush(Folder.JournalFile));
        }

        Assert.False(OpenFile.TryFlush(Folder.JournalFile));
    }

    [Fact]
    public void A_reader_sees_rows_while_they_are_appended()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        using var rows = new SqliteRows(Folder);
        for (var i = 1; i <= 20; i++)
        {
            journal.AppendRow(epoch, 500);
            Assert.Equal(i, rows.ReadHead().Sequence);
        }
    }

    protected override IJournal Open() =>
        SqliteJournal.Open(Folder, new SqliteJournalSettings { Time = _time });

    protected override void Usurp() => Sql("UPDATE owner SET epoch = epoch + 1");

    private void Fill(int rows)
    {
        using var journal = Open();
        var epoch = journal.Claim();
        for (var i = 0; i < rows; i++)
        {
            journal.AppendRow(epoch, 200);
        }
    }

    private void ForgetRows(string where) => Sql($"DELETE FROM journal WHERE {where}");

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Folder.JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private JournalHead ReadAnchor() => new HeadAnchor(Folder.AnchorFile, 0).Read();
}
