using Tessera.Cli.Serving;
using Tessera.Cli.Torture.Checking;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.Torture.Faults;

/// <summary>
/// Copies of a stopped server's folder with one bit flipped in a row of the journal, or with the files cut off there:
/// the damage must be named (a flipped bit by its row), and no server may start on it.
/// </summary>
internal sealed class DamageFault(string name, bool isCut) : ITortureFault
{
    private const int MostRows = 64;
    private const int MarkBytes = 64;

    public string Name => name;

    public Task<Obstacle?> FindObstacleAsync(CancellationToken cancel) => Task.FromResult<Obstacle?>(null);

    public async Task RunAsync(TortureStage stage, CancellationToken cancel)
    {
        await stage.Arena.LoadAsync(stop => Task.Delay(stage.Between(200, 800), stop), cancel);
        stage.Arena.Kill();
        var copy = Path.Combine(stage.Scratch, name);
        Copy(stage.Arena.Folder, copy);
        try
        {
            var row = Damage(new SqliteFolder(copy), stage.Random);
            await DemandRefusalAsync(stage, copy, row, cancel);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }

        await stage.Arena.StartAsync(cancel);
    }

    private async Task DemandRefusalAsync(TortureStage stage, string copy, long row, CancellationToken cancel)
    {
        var verified = await JournalPrograms.VerifyAsync(copy, cancel);
        if (verified.ExitCode != ExitCode.Failure || !IsNamed(verified.Said, row))
        {
            stage.Findings.Break($"{name}: row {row} was damaged, and journal verify said: {verified.Said}");
        }

        try
        {
            using var server = await DemoChild.StartAsync(copy, [], cancel);
            stage.Findings.Break($"{name}: row {row} was damaged, and the server started on it");
        }
        catch (IOException)
        {
            // Refused, as it must be.
        }
    }

    // Damage in the write-ahead log ends it before the row: then the head anchor tells which rows are missing. A
    // database cut short SQLite may not open at all.
    private bool IsNamed(string said, long row) =>
        said.Contains($"row {row} ", StringComparison.OrdinalIgnoreCase)
        || said.Contains($"ends at row {row - 1},", StringComparison.Ordinal)
        || (isCut && said.Contains("journal", StringComparison.OrdinalIgnoreCase));

    // Which row: one of the last that the head anchor knows; a tail behind it nobody can miss.
    private long Damage(SqliteFolder folder, Random random)
    {
        var last = new HeadAnchor(folder.AnchorFile, folder.Shard).Read().Sequence;
        for (var row = last; row > Math.Max(0, last - MostRows); row--)
        {
            if (random.Next(MostRows / 4) != 0 && row > last - MostRows + 1)
            {
                continue;
            }

            if (ReadMark(folder, row) is { } mark && DamageFiles(folder, mark, random))
            {
                return row;
            }
        }

        throw new TortureException($"{name}: no row was found in the files.");
    }

    private static byte[]? ReadMark(SqliteFolder folder, long row)
    {
        using var rows = new SqliteRows(folder);
        return rows.Read(row, 1) is [var found] && found.Blob.Length >= MarkBytes
            ? found.Blob[..MarkBytes].ToArray() : null;
    }

    private bool DamageFiles(SqliteFolder folder, byte[] mark, Random random)
    {
        var isDamaged = false;
        foreach (var file in new[] { folder.JournalFile, folder.JournalFile + "-wal" }.Where(File.Exists))
        {
            var bytes = File.ReadAllBytes(file);
            for (var at = bytes.AsSpan().IndexOf(mark); at >= 0;)
            {
                isDamaged = true;
                if (isCut)
                {
                    bytes = bytes[..at];
                    break;
                }

                bytes[at + random.Next(mark.Length)] ^= (byte)(1 << random.Next(8));
                at = bytes.AsSpan().IndexOf(mark);
            }

            File.WriteAllBytes(file, bytes);
        }

        return isDamaged;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
