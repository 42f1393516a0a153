using Tessera.Core;
using Tessera.Journal.Projections;
using Tessera.Journal.ReadModels;
using Tessera.Journal.Shards;
using Tessera.Journal.Snapshots;
using Tessera.Journal.Sqlite;

namespace Tessera.Journal;

/// <summary>
/// A running shard on one data folder: journal, snapshots, loop and read models. What a server opens at start and
/// disposes at stop.
/// </summary>
public sealed class EmbeddedShard : IAsyncDisposable
{
    private readonly ShardHost _host;
    private readonly ProjectionRunner _runner;
    private readonly ProjectionHost _projections;

    private EmbeddedShard(Shard shard, SqliteFolder folder)
    {
        Shard = shard;
        ReadModel = new ReadModelFile(folder.ReadModelFile);
        Rows = new SqliteRows(folder);
        _runner = new ProjectionRunner(Rows, ReadModel, ReadModelProjections.All);
        _projections = new ProjectionHost(_runner, shard);
        _host = new ShardHost(shard);
    }

    public Shard Shard { get; }

    public ReadModelFile ReadModel { get; }

    public SqliteRows Rows { get; }

    /// <summary>The last row the read models show; it follows the shard's head.</summary>
    public long ReadModelSequence => _runner.Sequence;

    /// <summary>Ends when the read models show everything that is durable now.</summary>
    public Task ReadModelsAreCurrentAsync() => _runner.WhenReachedAsync(Shard.Head.Sequence);

    /// <summary>Fails when the shard stopped by itself; the process should end then.</summary>
    public Task Completion => _host.Completion;

    /// <summary>Throws a JournalException when the folder is in use, damaged or lacks rows its anchor knows.</summary>
    public static EmbeddedShard Open(SqliteFolder folder, ShardSettings? settings = null)
    {
        var chosen = settings ?? new ShardSettings { Maintenance = DefaultMaintenance };
        var journal = SqliteJournal.Open(folder, new SqliteJournalSettings { Time = chosen.Time });
        var shard = new Shard(journal, new FileSnapshotStore(folder.SnapshotFolder), chosen);
        try
        {
            shard.Load();
            return new EmbeddedShard(shard, folder);
        }
        catch
        {
            shard.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the answers and finished payments that are likely to be asked for; the rest goes cold.</summary>
    public static MaintenanceCommand DefaultMaintenance { get; } = new(256, 100_000, TimeSpan.FromHours(1));

    /// <summary>Answers what waits, then closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        // Readers first, so that the writer is the last to leave and copies its log; read models go on at next start.
        _projections.Dispose();
        _runner.Dispose();
        Rows.Dispose();
        await _host.DisposeAsync();
    }
}
