using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// What happens beside the appends, on a timer: the head anchor is refreshed, and a grown write-ahead log is copied
/// into the database from a second connection. That copy never ends the log while appends go on, so the writer is
/// then asked for the short rest, after which the log starts again at its beginning.
/// </summary>
internal sealed class SqliteHousekeeping : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteFolder _folder;
    private readonly HeadAnchor _anchor;
    private readonly Func<JournalHead> _head;
    private readonly long _checkpointBytes;
    private readonly ITimer _timer;
    private SqliteConnection? _connection;
    private long _pendingBytes;
    private bool _disposed;
    private volatile bool _writerShouldFinish;

    public SqliteHousekeeping(
        SqliteFolder folder, SqliteJournalSettings settings, HeadAnchor anchor, Func<JournalHead> head)
    {
        _folder = folder;
        _anchor = anchor;
        _head = head;
        _checkpointBytes = settings.CheckpointBytes;
        var interval = settings.HousekeepingInterval;
        _timer = settings.Time.CreateTimer(_ => Tick(), null, interval, interval);
    }

    /// <summary>The last failure of the anchor or of a checkpoint. Appends do not depend on either.</summary>
    public Exception? LastError { get; private set; }

    public void Appended(SqliteConnection writer, long bytes)
    {
        Interlocked.Add(ref _pendingBytes, bytes);
        if (_writerShouldFinish)
        {
            _writerShouldFinish = false;
            Interlocked.Exchange(ref _pendingBytes, 0);
            SqliteFolder.Run(writer, "PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    public void Tick()
    {
        if (!_gate.TryEnter())
        {
            return;
        }

        try
        {
            if (!_disposed)
            {
                _anchor.Write(_head());
                CheckpointIfGrown();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            LastError = error;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Writes the anchor now and lets go of the file.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _connection?.Dispose();
            try
            {
                _anchor.Write(_head());
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // An older anchor is still true; only the window of an unnoticed tail grows.
                LastError = error;
            }
        }
    }

    private void CheckpointIfGrown()
    {
        if (_writerShouldFinish || Interlocked.Read(ref _pendingBytes) < _checkpointBytes)
        {
            return;
        }

        _connection ??= _folder.OpenCheckpointer();
        SqliteFolder.Run(_connection, "PRAGMA wal_checkpoint(PASSIVE)");
        _writerShouldFinish = true;
    }
}
