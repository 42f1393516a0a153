using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// What happens beside the appends, on a timer: the head anchor is refreshed, and a grown write-ahead log is copied
/// into the database from a second connection. That copy never ends the log while appends go on, so after some copies
/// the writer is asked for the short rest, and the log starts again at its beginning.
/// </summary>
internal sealed class SqliteHousekeeping : IDisposable
{
    private const int MostPasses = 8;
    private const long RestBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly SqliteFolder _folder;
    private readonly HeadAnchor _anchor;
    private readonly Func<JournalHead> _head;
    private readonly SqliteJournalSettings _settings;
    private readonly ITimer _timer;
    private SqliteConnection? _connection;
    private long _logBytes;
    private long _copiedBytes;
    private bool _disposed;
    private volatile bool _writerShouldFinish;

    public SqliteHousekeeping(
        SqliteFolder folder, SqliteJournalSettings settings, HeadAnchor anchor, Func<JournalHead> head)
    {
        _folder = folder;
        _anchor = anchor;
        _head = head;
        _settings = settings;
        var interval = settings.HousekeepingInterval;
        _timer = settings.Time.CreateTimer(_ => Tick(), null, interval, interval);
    }

    /// <summary>The last failure of the anchor or of a checkpoint. Appends do not depend on either.</summary>
    public Exception? LastError { get; private set; }

    public void Appended(SqliteConnection writer, long bytes)
    {
        Interlocked.Add(ref _logBytes, bytes);
        if (_writerShouldFinish)
        {
            Interlocked.Exchange(ref _logBytes, 0);
            Interlocked.Exchange(ref _copiedBytes, 0);
            _writerShouldFinish = false;
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
        if (_writerShouldFinish || PendingBytes() < _settings.CheckpointBytes)
        {
            return;
        }

        _connection ??= _folder.OpenCheckpointer();
        CopyAllButRest(_connection);
        _writerShouldFinish = Interlocked.Read(ref _logBytes) >= _settings.LogBytes;
    }

    /// <summary>
    /// What is appended during one pass is copied by the next, until little is left: at the end of the log the writer
    /// stands still for the rest. A pass that does not copy everything is not flushed by SQLite, so it is done here, or
    /// the writer would wait for the flush of all passes.
    /// </summary>
    private void CopyAllButRest(SqliteConnection connection)
    {
        for (var pass = 0; pass < MostPasses && PendingBytes() > RestBytes; pass++)
        {
            var seen = Interlocked.Read(ref _logBytes);
            SqliteFolder.Run(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            OpenFile.TryFlush(_folder.JournalFile);
            Interlocked.Exchange(ref _copiedBytes, seen);
        }
    }

    private long PendingBytes() => Interlocked.Read(ref _logBytes) - Interlocked.Read(ref _copiedBytes);
}
