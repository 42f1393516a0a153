using System.Diagnostics;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

/// <summary>
/// Goal: a full disk costs no acknowledged command and no consistency, and the shard serves again once there is room.
/// Method: a real file system of 3 MB, filled up while deposits go on. Needs root on Linux to mount it.
/// </summary>
public sealed class DiskFullTests : IDisposable
{
    private readonly TempFolder _temp = TempFolder.OnDisk();
    private readonly string _mount;
    private readonly bool _isMounted;

    public DiskFullTests()
    {
        _mount = Directory.CreateDirectory(_temp.Sub("small")).FullName;
        _isMounted = Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", _mount);
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            Assert.True(Run("umount", _mount));
        }

        _temp.Dispose();
    }

    [Fact]
    public void A_full_disk_loses_nothing_and_the_shard_serves_again_after_it()
    {
        Assert.SkipUnless(_isMounted, "cannot mount a small file system here: the disk-full test did not run");
        var folder = new SqliteFolder(Path.Combine(_mount, "data"));
        var filler = Path.Combine(_mount, "filler");
        using var bench = new ShardBench(SqliteJournal.Open(folder)).Seeded();
        File.WriteAllBytes(filler, new byte[1_500_000]);

        long acknowledged = 0;
        UInt128 id = 50_000;
        while (bench.Shard.Status == ShardStatus.Serving)
        {
            var outcome = bench.Run(Bank.Deposit(0, 1), ++id);
            acknowledged += outcome.Kind == OutcomeKind.Decided ? 1 : 0;
        }

        Assert.True(acknowledged > 10);
        Assert.Equal(JournalFault.Storage, Assert.IsType<JournalException>(bench.Shard.LastError).Fault);
        Assert.False(bench.Shard.TrySubmit(Bank.Deposit(0, 1), id, 0, out _));

        File.Delete(filler);
        bench.Shard.Step();
        var again = bench.Run(Bank.Deposit(0, 1), id);
        Assert.True(again.Kind is OutcomeKind.Decided or OutcomeKind.Repeated);
        Assert.Equal(100_000_000 + acknowledged + 1, bench.Ask(state => state.Ledger.AvailableMinor(
            state.Cards.FindAccount(Bank.Account(0))!.LedgerAccount)));
        using var rows = new SqliteRows(folder);
        Assert.True(JournalVerifier.Verify(rows).IsSound);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
