using System.Diagnostics;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Journal;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;

namespace Tessera.Bench.Memory;

/// <summary>Bytes an activated account takes, kind by kind; then a snapshot of it all, and a start from it.</summary>
internal static class MemoryRun
{
    public static IReadOnlyList<string> Run(int accounts, Action<string> tell)
    {
        var lines = new List<string>();
        var folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
        try
        {
            var (journal, snapshots) = (new MemoryJournal(new MemoryStorage()), new FileSnapshotStore(folder));
            var epoch = journal.Claim();
            journal.Append(JournalRow.After(journal.Head, epoch, new byte[] { 0, 0, 0, 0 }), []);
            Fill(accounts, Say, (state, bank) =>
            {
                Freeze(state, Say);
                Save(snapshots, journal.Head, state.Freeze(), folder, Say);
                bank.Drop();
            });
            Load(accounts, journal, snapshots, Say);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return lines;

        void Say(FormattableString text)
        {
            lines.Add(FormattableString.Invariant(text));
            tell(lines[^1]);
        }
    }

    private static void Fill(int accounts, Action<FormattableString> say, Action<ShardState, ActivatedBank> then)
    {
        var bank = new ActivatedBank(accounts);
        var empty = ProcessMemory.Now();
        var before = empty;
        foreach (var (what, fill) in bank.Kinds())
        {
            var start = Stopwatch.GetTimestamp();
            fill();
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var now = ProcessMemory.Now();
            say($"{what}: {Each(now.Heap - before.Heap)} B (folded in {seconds:F1} s)");
            before = now;
        }

        say($"all of it, of {accounts:N0}: {Each(before.Heap - empty.Heap)} B of heap each");
        say($"resident: {Each(before.Resident - empty.Resident)} B each, {before.Resident / 1e9:F2} GB in all");
        then(bank.State, bank);

        double Each(long bytes) => Math.Round((double)bytes / accounts);
    }

    private static void Freeze(ShardState state, Action<FormattableString> say)
    {
        var times = new double[5];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(state.Freeze());
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        say($"freeze: {times[0]:F2} ms the first time, then {times[1..].Max():F2} ms at most");
    }

    private static void Save(
        FileSnapshotStore snapshots, JournalHead head, ShardSnapshot frozen, string folder,
        Action<FormattableString> say)
    {
        var start = Stopwatch.GetTimestamp();
        snapshots.Save(ShardSnapshot.Schema, head, frozen.Write);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
        say($"snapshot: {bytes / 1e6:F0} MB written in {seconds:F1} s");
    }

    private static void Load(
        int accounts, MemoryJournal journal, FileSnapshotStore snapshots, Action<FormattableString> say)
    {
        var before = ProcessMemory.Now();
        var start = Stopwatch.GetTimestamp();
        using var shard = new Shard(journal, snapshots);
        shard.Load();
        var loaded = Stopwatch.GetElapsedTime(start);
        FirstPayment.Pay(shard);
        var paid = Stopwatch.GetElapsedTime(start);
        say($"start from the snapshot: {loaded.TotalSeconds:F2} s, first payment after {paid.TotalSeconds:F2} s");
        var now = ProcessMemory.Now();
        var each = (double)(now.Heap - before.Heap) / accounts;
        say($"after the start: {each:F0} B of heap each, {now.Resident / 1e9:F2} GB resident in all");
    }
}
