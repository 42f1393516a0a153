using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal.Shards;

namespace Tessera.Journal.Projections;

/// <summary>
/// Follows a journal's committed rows, beside the load, into one read-model file: as they are published, or read back
/// from the journal. The rows of a transaction and the positions of all projections change together; after a crash
/// the transaction is simply done again.
/// </summary>
public sealed class ProjectionRunner : IDisposable
{
    private const int RowsPerRead = 16;
    private const int EventsPerTransaction = 32_768;

    private const string Positions = """
        CREATE TABLE IF NOT EXISTS projection (
          name TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          hash BLOB NOT NULL) WITHOUT ROWID
        """;

    private const string SavePosition = """
        INSERT INTO projection (name, version, sequence, hash) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (name) DO UPDATE
        SET version = excluded.version, sequence = excluded.sequence, hash = excluded.hash
        """;

    private readonly Lock _gate = new();
    private readonly IRowSource _rows;
    private readonly KnownFacts _facts;
    private readonly SqliteConnection _connection;
    private readonly ReadModelWriter _writer;
    private readonly List<ProjectionCursor> _cursors = [];
    private readonly ProjectionSet _set;
    private readonly ProjectionProgress _progress;
    private JournalHead _reached;
    private int _taken;

    public ProjectionRunner(IRowSource rows, ReadModelFile file, IReadOnlyList<IProjection> projections)
    {
        _rows = rows;
        _facts = EventBatch.FactsOf(rows);
        _connection = file.OpenWriter();
        _writer = new ReadModelWriter(_connection);
        Run(Positions);
        foreach (var projection in projections)
        {
            var cursor = new ProjectionCursor(projection, JournalHead.Empty(rows.Shard));
            _cursors.Add(cursor);
            if (!TryResume(cursor))
            {
                StartAgain(cursor);
            }
        }

        _set = new ProjectionSet(_cursors);
        _reached = Lowest;
        _progress = new ProjectionProgress(_reached.Sequence);
    }

    /// <summary>How far the read models are; to be asked at any time.</summary>
    public ProjectionProgress Progress => _progress;

    /// <summary>The last row that every projection shows.</summary>
    public long Sequence => _progress.Sequence;

    private JournalHead Lowest =>
        _cursors.MinBy(cursor => cursor.Position.Sequence)?.Position ?? JournalHead.Empty(_rows.Shard);

    private bool IsLevel => _cursors.TrueForAll(cursor => cursor.Position.Sequence == Sequence);

    /// <summary>
    /// Takes in the events of the next row as they were published. False when rows between are missing: they are in
    /// the journal. What was taken shows with the next commit, here when it is much, or by <see cref="Commit"/>.
    /// </summary>
    public bool TryTake(CommittedBatch batch)
    {
        lock (_gate)
        {
            if (batch.Position.Sequence <= _reached.Sequence)
            {
                return true;
            }

            if (batch.Position.Sequence != _reached.Sequence + 1 || !IsLevel)
            {
                return false;
            }

            Write(() =>
            {
                Take(batch.Position, batch.Events);
                if (_taken >= EventsPerTransaction)
                {
                    End();
                }
            });
            return true;
        }
    }

    /// <summary>Shows what was taken in.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            Write(End);
        }
    }

    /// <summary>
    /// Takes in rows from the journal, as many as one transaction holds, and shows them; returns how many, 0 when there
    /// is nothing new.
    /// </summary>
    public int Step()
    {
        lock (_gate)
        {
            var rows = 0;
            Write(() =>
            {
                rows = _cursors.Count == 0 ? 0 : ReadAhead();
                End();
            });
            return rows;
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
            Write(End);
            StartAgain(_cursors.Single(
                cursor => string.Equals(cursor.Projection.Name, name, StringComparison.Ordinal)));
            _reached = Lowest;
            _progress.Close(_reached.Sequence);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer.Dispose();
            _connection.Dispose();
            _progress.End();
        }
    }

    private int ReadAhead()
    {
        var count = 0;
        while (_taken < EventsPerTransaction)
        {
            var rows = _rows.Read(_reached.Sequence + 1, RowsPerRead);
            foreach (var row in rows)
            {
                var fault = row.Check(_reached);
                if (fault != RowFault.None)
                {
                    throw JournalException.Damaged(_rows.Shard, _reached.Sequence + 1, fault);
                }

                Take(row.Position, EventBatch.Read(row, _facts));
            }

            count += rows.Count;
            if (rows.Count < RowsPerRead)
            {
                break;
            }
        }

        return count;
    }

    private void Take(JournalHead position, IReadOnlyList<CoreEvent> events)
    {
        if (!_progress.IsOpen)
        {
            Run("BEGIN IMMEDIATE");
        }

        _progress.Take(position.Sequence, events);
        _set.Apply(position.Sequence, events, _writer);
        _reached = position;
        _taken += events.Count;
    }

    private void End()
    {
        if (!_progress.IsOpen)
        {
            return;
        }

        _cursors.ForEach(cursor => cursor.Projection.Flush(_writer));
        var moved = _cursors.FindAll(cursor => cursor.Position.Sequence < _reached.Sequence);
        moved.ForEach(cursor => Save(cursor.Projection, _reached));
        Run("COMMIT");
        moved.ForEach(cursor => cursor.Position = _reached);
        _reached = Lowest;
        _taken = 0;
        _progress.Commit(_reached.Sequence);
    }

    /// <summary>After a failure nothing of the transaction is left, in the file or in memory.</summary>
    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch
        {
            _reached = Lowest;
            _taken = 0;
            _cursors.ForEach(cursor => cursor.Projection.Forget());
            if (_progress.IsOpen)
            {
                _progress.Close(_reached.Sequence);
                Run("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>False when the stored position belongs to another version or to another history.</summary>
    private bool TryResume(ProjectionCursor cursor)
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

    private void StartAgain(ProjectionCursor cursor)
    {
        _writer.Forget();
        cursor.Projection.Forget();
        var drops = string.Concat(cursor.Projection.Tables.Select(table => $"DROP TABLE IF EXISTS {table}; "));
        var start = JournalHead.Empty(_rows.Shard);
        Run("BEGIN IMMEDIATE");
        Run(drops + cursor.Projection.Schema);
        Save(cursor.Projection, start);
        Run("COMMIT");
        cursor.Position = start;
    }

    private void Save(IProjection projection, JournalHead position) => _writer.Execute(
        SavePosition, projection.Name, (long)projection.Version, position.Sequence, position.Hash.ToArray());

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
