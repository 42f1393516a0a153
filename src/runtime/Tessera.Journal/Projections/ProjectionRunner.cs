using Tessera.Core.Directory;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Projections;

/// <summary>
/// Follows a journal's committed rows, beside the load, into one read-model file. Rows of a step and the positions of
/// all projections change in one transaction; after a crash the step is simply done again.
/// </summary>
public sealed class ProjectionRunner : IDisposable
{
    private const int RowsPerStep = 64;

    private const string Positions = """
        CREATE TABLE IF NOT EXISTS projection (
          name TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          hash BLOB NOT NULL) WITHOUT ROWID
        """;

    private readonly Lock _gate = new();
    private readonly IRowSource _rows;
    private readonly KnownFacts _facts;
    private readonly SqliteConnection _connection;
    private readonly ReadModelWriter _writer;
    private readonly List<Cursor> _cursors = [];
    private readonly List<(long Sequence, TaskCompletionSource Reached)> _waiting = [];

    public ProjectionRunner(IRowSource rows, ReadModelFile file, IReadOnlyList<IProjection> projections)
    {
        _rows = rows;
        _facts = EventBatch.FactsOf(rows);
        _connection = file.OpenWriter();
        _writer = new ReadModelWriter(_connection);
        Run(Positions);
        foreach (var projection in projections)
        {
            var cursor = new Cursor(projection, JournalHead.Empty(rows.Shard));
            _cursors.Add(cursor);
            if (!TryResume(cursor))
            {
                StartAgain(cursor);
            }
        }
    }

    /// <summary>The last row that every projection has seen.</summary>
    public long Sequence
    {
        get
        {
            lock (_gate)
            {
                return Lowest;
            }
        }
    }

    private long Lowest => _cursors.Count == 0 ? 0 : _cursors.Min(cursor => cursor.Position.Sequence);

    /// <summary>Ends when every projection has seen a row: for a caller that reads its own writes.</summary>
    public Task WhenReachedAsync(long sequence)
    {
        lock (_gate)
        {
            if (Lowest >= sequence)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, reached));
            return reached.Task;
        }
    }

    /// <summary>Takes in up to 64 rows; returns how many, 0 when there is nothing new.</summary>
    public int Step()
    {
        lock (_gate)
        {
            var from = _cursors.MinBy(cursor => cursor.Position.Sequence)?.Position;
            if (from is null)
            {
                return 0;
            }

            var rows = _rows.Read(from.Sequence + 1, RowsPerStep);
            if (rows.Count > 0)
            {
                Take(rows, from);
                EndWaits();
            }

            return rows.Count;
        }
    }

    public void CatchUp()
    {
        while (Step() > 0)
        {
        }
    }

    /// <summary>Drops the tables of a projection; the next steps fill them from the first row on.</summary>
    public void Rebuild(string name)
    {
        lock (_gate)
        {
            StartAgain(_cursors.Single(
                cursor => string.Equals(cursor.Projection.Name, name, StringComparison.Ordinal)));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _waiting.ForEach(wait => wait.Reached.SetCanceled());
            _waiting.Clear();
            _writer.Dispose();
            _connection.Dispose();
        }
    }

    private void EndWaits()
    {
        foreach (var wait in _waiting.FindAll(wait => wait.Sequence <= Lowest))
        {
            _waiting.Remove(wait);
            wait.Reached.SetResult();
        }
    }

    private void Take(IReadOnlyList<JournalRow> rows, JournalHead from)
    {
        Run("BEGIN IMMEDIATE");
        var reached = from;
        try
        {
            foreach (var row in rows)
            {
                var fault = row.Check(reached);
                if (fault != RowFault.None)
                {
                    throw JournalException.Damaged(_rows.Shard, reached.Sequence + 1, fault);
                }

                reached = row.Position;
                Apply(row);
            }

            var moved = _cursors.Where(cursor => cursor.Position.Sequence < reached.Sequence).ToList();
            moved.ForEach(cursor => Save(cursor.Projection, reached));
            Run("COMMIT");
            moved.ForEach(cursor => cursor.Position = reached);
        }
        catch
        {
            Run("ROLLBACK");
            throw;
        }
    }

    private void Apply(JournalRow row)
    {
        var events = EventBatch.Read(row, _facts);
        foreach (var cursor in _cursors)
        {
            if (cursor.Position.Sequence >= row.Sequence)
            {
                continue;
            }

            for (var i = 0; i < events.Count; i++)
            {
                cursor.Projection.Apply(new EventPosition(row.Sequence, i), events[i], _writer);
            }
        }
    }

    /// <summary>False when the stored position belongs to another version or to another history.</summary>
    private bool TryResume(Cursor cursor)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM projection WHERE name = $name AND version = $version";
        command.Parameters.AddWithValue("$name", cursor.Projection.Name);
        command.Parameters.AddWithValue("$version", cursor.Projection.Version);
        using var reader = command.ExecuteReader();
        if (!reader.Read() || !RowHash.TryRead(reader.GetFieldValue<byte[]>(1), out var hash))
        {
            return false;
        }

        var position = new JournalHead(_rows.Shard, reader.GetInt64(0), hash);
        cursor.Position = position;
        return position.Sequence == 0 || IsInJournal(position);
    }

    private bool IsInJournal(JournalHead position)
    {
        var rows = _rows.Read(position.Sequence, 1);
        return rows.Count == 1 && rows[0].Position == position;
    }

    private void StartAgain(Cursor cursor)
    {
        _writer.Forget();
        var drops = string.Concat(cursor.Projection.Tables.Select(table => $"DROP TABLE IF EXISTS {table}; "));
        var start = JournalHead.Empty(_rows.Shard);
        Run("BEGIN IMMEDIATE");
        Run(drops + cursor.Projection.Schema);
        Save(cursor.Projection, start);
        Run("COMMIT");
        cursor.Position = start;
    }

    private void Save(IProjection projection, JournalHead position) => _writer.Execute(
        """
        INSERT INTO projection (name, version, sequence, hash) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (name) DO UPDATE
        SET version = excluded.version, sequence = excluded.sequence, hash = excluded.hash
        """,
        projection.Name,
        projection.Version,
        position.Sequence,
        position.Hash.ToArray());

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Cursor(IProjection projection, JournalHead position)
    {
        public IProjection Projection { get; } = projection;

        public JournalHead Position { get; set; } = position;
    }
}
