using System.Text;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;
using Tessera.Server.Tests.Journal;

namespace Tessera.Server.Tests.Golden;

/// <summary>
/// Goal: what a version wrote, every later one reads, and means the same by it. Method: each folder here is the journal
/// of one version, with the state that its fold had then as text; docs/operating/upgrade.md tells how one is made.
/// </summary>
public sealed class GoldenJournalTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    private readonly TempFolder _folder = TempFolder.OnDisk();

    public static TheoryData<string> Versions =>
        [.. Directory.EnumerateDirectories(Golden).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void Journal_of_an_older_version_folds_to_the_state_it_had(string version)
    {
        var files = Copy(version);
        using var rows = new SqliteRows(files);
        Assert.True(JournalVerifier.Verify(rows).IsSound);

        var actual = Text(rows);
        File.WriteAllText(Path.Combine(Golden, version, "state.actual.txt"), actual);

        Assert.Equal(File.ReadAllText(Path.Combine(Golden, version, "state.txt")), actual);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Shard_goes_on_where_an_older_version_stopped(string version)
    {
        var files = Copy(version);
        using var shard = new Shard(SqliteJournal.Open(files), new MemorySnapshotStore());
        shard.Load();
        var before = shard.Head.Sequence;
        var command = new DirectoryCommand.SetPaymentPolicy(PaymentPolicy.Default, "upgrade");
        Assert.True(shard.TrySubmit(command, 1, 1, out var outcome));
        shard.Step();

        Assert.Equal(OutcomeKind.Decided, ShardBench.Done(outcome).Kind);
        Assert.Equal(before + 1, shard.Head.Sequence);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Read_models_are_built_from_the_journal_of_an_older_version(string version)
    {
        var files = Copy(version);
        using var rows = new SqliteRows(files);
        using var runner = new ProjectionRunner(
            rows, new ReadModelFile(files.ReadModelFile), ReadModelProjections.Create());
        while (runner.Step() > 0)
        {
        }

        Assert.Equal(rows.ReadHead().Sequence, runner.Sequence);
    }

    private SqliteFolder Copy(string version)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Golden, version)))
        {
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        return new SqliteFolder(_folder.Path);
    }

    // What people would miss: the head, every account's totals, every token and payment.
    private static string Text(SqliteRows rows)
    {
        var facts = EventBatch.FactsOf(rows);
        var events = JournalWalk.All(rows).SelectMany(row => EventBatch.Read(row, facts)).ToList();
        var fold = ShardLoader.Fold(rows, new ColdRowsKept());
        var text = new StringBuilder();
        Line(text, $"row {fold.Head.Sequence} {fold.Head.Hash}");
        foreach (var account in fold.State.Ledger.All().OrderBy(account => account.Id))
        {
            Line(
                text,
                $"account {account.AccountId} debits {account.DebitsPosted}+{account.DebitsPending} "
                + $"credits {account.CreditsPosted}+{account.CreditsPending} limit {account.LimitMinor}");
        }

        foreach (var token in Enumerable.Range(0, fold.State.Tokens.Count).Select(row => fold.State.Tokens[row]))
        {
            Line(text, $"token {token.TokenId} {token.State} counter {token.Counter.Highest}");
        }

        foreach (var payment in events.OfType<PaymentEvent>().Select(e => fold.State.Payments.FindOf(e))
            .OfType<Payment>().DistinctBy(payment => payment.Id))
        {
            Line(
                text,
                $"payment {payment.Id} {payment.State} authorised {payment.AuthorisedMinor} held {payment.HeldMinor} "
                + $"captured {payment.CapturedMinor} refunded {payment.RefundedMinor}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
