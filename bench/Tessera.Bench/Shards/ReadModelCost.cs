using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Sqlite;

namespace Tessera.Bench.Shards;

/// <summary>The read models of a journal, built from its first row: what they take of the disk and of time.</summary>
internal static class ReadModelCost
{
    /// <summary>After the given row: bytes and seconds, together.</summary>
    public static (long Bytes, TimeSpan Time) Measure(SqliteFolder folder, long after)
    {
        Build(folder, after);
        var (before, start) = (SizeOf(folder), Stopwatch.GetTimestamp());
        Build(folder, long.MaxValue);
        var time = Stopwatch.GetElapsedTime(start);
        return (SizeOf(folder) - before, time);
    }

    private static void Build(SqliteFolder folder, long until)
    {
        using var rows = new SqliteRows(folder);
        using var runner = new ProjectionRunner(
            rows, new ReadModelFile(folder.ReadModelFile), ReadModelProjections.Create());
        while (runner.Sequence < until && runner.Step() > 0)
        {
        }
    }

    // Of the database itself: what the log holds is copied into it first.
    private static long SizeOf(SqliteFolder folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder.ReadModelFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        return new FileInfo(folder.ReadModelFile).Length;
    }
}
