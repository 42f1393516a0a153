using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.Sqlite;
using Tessera.Simulation.Checker;
using Tessera.Simulation.Disk;
using Tessera.Simulation.Evidence;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Tests;

// Goal: the checker is an outsider. It uses what a journal holds and nothing that makes or keeps it.
public sealed partial class CheckerTests
{
    [Fact]
    public void The_checker_knows_records_of_the_journal_only()
    {
        var forbidden = typeof(CoreEvent).Assembly.GetExportedTypes().Where(IsMachinery).Select(type => type.Name)
            .Concat(["JournalRow", "RowHash", "Crc32C", "EventBatch", "AccountId", "TrialBalance", "ShardSnapshot"])
            .ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string> { "PaymentTable", "ShardState", "TokenRules", "LedgerProof" }, forbidden);
        Assert.All(Sources(), source =>
        {
            var text = File.ReadAllText(source);
            Assert.DoesNotContain(Words().Matches(text).Select(word => word.Value), forbidden.Contains);
            Assert.DoesNotMatch("using Tessera\\.(Journal|Server|Hsm|Simulation\\.(Disk|Runs|Nodes))", text);
        });
    }

    [Fact]
    public void A_servers_journal_file_is_read_and_its_damage_named()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-sim-").FullName;
        try
        {
            var file = WriteSqlite(folder);
            Assert.Equal(0, SimulationVerbs.Run(["check", file], TextWriter.Null, TextWriter.Null));
            var rows = Checker.Reading.SqliteReader.Read(file);
            rows.RemoveAt(rows.Count / 2);
            Assert.Contains(WorldCheck.Run("journal.db", rows), breach => breach.Invariant == "C11");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Two_reads_that_see_two_deposits_in_other_orders_have_no_order()
    {
        var findings = new Findings();
        RegisterCheck.Run("node", Calls(1, 2), findings);
        RegisterCheck.Run("node", Calls(1, 3), findings);

        Assert.Single(findings.Breaches);
    }

    // Two deposits at once, then two reads one after the other.
    private static RegisterCall[] Calls(long first, long second) =>
    [
        new(true, 1, 0, 10), new(true, 2, 0, 10), new(false, first, 2, 4), new(false, second, 5, 8),
    ];

    private static string WriteSqlite(string folder)
    {
        var log = WorldTemplate.Instance.Network.Log.AsSpan();
        using var journal = SqliteJournal.Open(new SqliteFolder(folder));
        var epoch = journal.Claim();
        while (JournalRecord.TryRead(log, out var record, out var length))
        {
            journal.Append(JournalRow.After(journal.Head, epoch, record.Row.Blob), []);
            log = log[length..];
        }

        return Path.Combine(folder, "journal.db");
    }

    private static bool IsMachinery(Type type) => !type.IsEnum
        && (string[])["Rules", "Table", "State", "Proof", "Postings"] is var endings
        && endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal));

    private static IEnumerable<string> Sources([CallerFilePath] string here = "") => Directory.EnumerateFiles(
        Path.Combine(here, "../../../src/apps/Tessera.Simulation/Checker"), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.None, 1_000)]
    private static partial Regex Words();
}
