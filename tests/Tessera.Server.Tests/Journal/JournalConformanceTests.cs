using Tessera.Core;
using Tessera.Journal;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

/// <summary>What every journal promises, whatever it is kept in.</summary>
public abstract class JournalConformanceTests
{
    protected abstract IJournal Open();

    /// <summary>Makes somebody else the owner behind the journal's back.</summary>
    protected abstract void Usurp();

    [Fact]
    public void A_new_journal_is_empty()
    {
        using var journal = Open();
        Assert.Equal(1, journal.Claim());
        Assert.Equal(JournalHead.Empty(0), journal.Head);
        Assert.Empty(journal.Read(1, 10));
        Assert.False(journal.TryReadCold(new ColdKey((ColdKind)1, 1), out _));
    }

    [Fact]
    public void Rows_come_back_as_they_were_appended()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        var rows = new List<JournalRow>();
        for (var i = 0; i < 100; i++)
        {
            var row = JournalRow.After(journal.Head, epoch, Rows.Blob(i + 1, 8 + (i * 131)));
            journal.Append(row, []);
            Assert.Equal(row.Position, journal.Head);
            rows.Add(row);
        }

        var read = journal.ReadAll();
        Assert.Equal(rows.Select(row => row.Hash), read.Select(row => row.Hash));
        Assert.All(rows.Zip(read), pair => Assert.True(pair.First.Blob.Span.SequenceEqual(pair.Second.Blob.Span)));
        Assert.Equal([41L, 42L, 43L], journal.Read(41, 3).Select(row => row.Sequence));
        Assert.Equal([100L], journal.Read(100, 3).Select(row => row.Sequence));
        Assert.Empty(journal.Read(101, 3));
        Assert.Equal(new JournalReport(100, journal.Head, RowFault.None, 0), JournalVerifier.Verify(journal));
    }

    [Fact]
    public void Rows_and_cold_rows_survive_a_restart_and_the_epoch_rises()
    {
        JournalHead head;
        using (var journal = Open())
        {
            var epoch = journal.Claim();
            journal.AppendRow(epoch, 100, Rows.Cold(1, 7, 1), Rows.Cold(2, 7, 1));
            journal.AppendRow(epoch, 100, Rows.Cold(1, 7, 2, 90));
            head = journal.Head;
        }

        using var again = Open();
        Assert.Equal(2, again.Claim());
        Assert.Equal(head, again.Head);
        Assert.Equal(2, again.ReadAll().Count);
        Assert.True(again.TryReadCold(new ColdKey((ColdKind)1, 7), out var cold));
        Assert.Equal(2, cold.Version);
        Assert.True(cold.Bytes.Span.SequenceEqual(Rows.Blob(2, 90)));
        Assert.True(again.TryReadCold(new ColdKey((ColdKind)2, 7), out _));
        Assert.False(again.TryReadCold(new ColdKey((ColdKind)2, 8), out _));
    }

    [Fact]
    public void A_row_that_does_not_follow_the_head_is_refused()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        journal.AppendRow(epoch, 50);
        var head = journal.Head;
        var skipping = JournalRow.After(head with { Sequence = 5 }, epoch, Rows.Blob(6, 20));
        var error = Assert.Throws<JournalException>(() => journal.Append(skipping, [Rows.Cold(1, 1, 1)]));
        Assert.Equal(JournalFault.OutOfOrder, error.Fault);
        journal.Claim();
        var forking = JournalRow.After(JournalHead.Empty(0) with { Sequence = 1 }, epoch + 1, Rows.Blob(2, 20));
        error = Assert.Throws<JournalException>(() => journal.Append(forking, []));
        Assert.Equal(JournalFault.OutOfOrder, error.Fault);
        journal.Claim();
        Assert.Equal(head, journal.Head);
        Assert.False(journal.TryReadCold(new ColdKey((ColdKind)1, 1), out _));
    }

    [Fact]
    public void After_a_failed_append_nothing_is_appended_before_a_new_claim()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        Assert.Throws<JournalException>(
            () => journal.Append(JournalRow.After(journal.Head with { Sequence = 9 }, epoch, Rows.Blob(1, 9)), []));
        Assert.Throws<InvariantException>(() => journal.AppendRow(epoch, 50));
        journal.AppendRow(journal.Claim(), 50);
        Assert.Equal(1, journal.Head.Sequence);
    }

    [Fact]
    public void An_owner_whose_epoch_was_taken_is_fenced_and_leaves_nothing_behind()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        journal.AppendRow(epoch, 50);
        Usurp();
        var error = Assert.Throws<JournalException>(() => journal.AppendRow(epoch, 50, Rows.Cold(1, 1, 1)));
        Assert.Equal(JournalFault.Fenced, error.Fault);
        Assert.Equal(3, journal.Claim());
        Assert.Equal(1, journal.Head.Sequence);
        Assert.False(journal.TryReadCold(new ColdKey((ColdKind)1, 1), out _));
    }

    [Fact]
    public void Cold_rows_are_listed_in_key_order_by_pages()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        journal.AppendRow(
            epoch,
            50,
            Rows.Cold(2, 1, 1),
            Rows.Cold(1, ulong.MaxValue, 1),
            Rows.Cold(1, 255, 1),
            Rows.Cold(1, 256, 1));
        var first = journal.ReadCold(default, 3);
        Assert.Equal(
            [Rows.Key(1, 255), Rows.Key(1, 256), Rows.Key(1, ulong.MaxValue)],
            first.Select(row => row.Key));
        Assert.Equal([new ColdKey((ColdKind)2, 1)], journal.ReadCold(first[^1].Key, 3).Select(row => row.Key));
    }

    [Fact]
    public void A_large_row_is_kept_whole()
    {
        using var journal = Open();
        var epoch = journal.Claim();
        journal.AppendRow(epoch, 1_000_000, Rows.Cold(1, 1, 1, 300_000));
        journal.AppendRow(epoch, 20);
        Assert.True(JournalVerifier.Verify(journal).IsSound);
        Assert.Equal(1_000_000, journal.Read(1, 1)[0].Blob.Length);
    }
}
