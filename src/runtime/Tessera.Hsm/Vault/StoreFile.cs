using Microsoft.Data.Sqlite;

namespace Tessera.Hsm.Vault;

/// <summary>
/// A private SQLite file. Writers that come while another's transaction is being flushed share the next one, so many
/// of them cost one flush; readers have a connection of their own and never wait for a flush.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int MostPerTransaction = 256;

    private readonly Lock _writing = new();
    private readonly Lock _reading = new();
    private readonly Lock _queueing = new();
    private readonly Queue<IStoreWork> _waiting = [];
    private readonly List<IStoreWork> _group = [];
    private readonly StoreConnection _writer;
    private readonly StoreConnection _reader;
    private bool _isServed;

    public StoreFile(string path, string schema)
    {
        PrivateFile.CreateIfAbsent(path);
        _writer = new StoreConnection(path);
        _writer.Execute(schema);
        _reader = new StoreConnection(path);
    }

    /// <summary>Every writer has a transaction of its own and runs it itself.</summary>
    public bool IsInPlace { get; init; }

    /// <summary>Runs work in one transaction of its own; an exception rolls it back.</summary>
    public T InTransaction<T>(Func<StoreConnection, T> work)
    {
        lock (_writing)
        {
            _writer.Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work(_writer);
                _writer.Execute("COMMIT");
                return result;
            }
            catch
            {
                RollBack();
                throw;
            }
        }
    }

    /// <summary>
    /// Runs work in a transaction that others may share; durable when the task ends. What waits is bounded by the
    /// requests under way, each of which has one piece of work at a time.
    /// </summary>
    public Task<T> InSharedTransactionAsync<T>(Func<StoreConnection, T> work)
    {
        if (IsInPlace)
        {
            return Task.FromResult(InTransaction(work));
        }
        var item = new StoreWork<T>(work);
        lock (_queueing)
        {
            _waiting.Enqueue(item);
            if (_isServed)
            {
                return item.Result;
            }
            _isServed = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static file => file.Serve(), this, preferLocal: false);
        return item.Result;
    }

    /// <summary>Runs work that only reads, and sees what was durable before.</summary>
    public T Reading<T>(Func<StoreConnection, T> work)
    {
        lock (_reading)
        {
            return work(_reader);
        }
    }

    /// <summary>Empties the write-ahead log, so that overwritten content is gone from it too.</summary>
    public void EmptyLog()
    {
        lock (_writing)
        {
            lock (_reading)
            {
                _writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _reader.Dispose();
            _writer.Dispose();
        }
    }

    private void Serve()
    {
        while (TryTakeGroup())
        {
            lock (_writing)
            {
                RunGroup();
            }
            _group.ForEach(work => work.Release());
            _group.Clear();
        }
    }

    private bool TryTakeGroup()
    {
        lock (_queueing)
        {
            while (_group.Count < MostPerTransaction && _waiting.TryDequeue(out var work))
            {
                _group.Add(work);
            }
            return _isServed = _group.Count > 0;
        }
    }

    private void RunGroup()
    {
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            _group.ForEach(work => work.Run(_writer));
            _writer.Execute("COMMIT");
        }
        catch (Exception)
        {
            // One of them failed: each gets a transaction, and a result or an exception, of its own.
            RollBack();
            _group.ForEach(RunAlone);
        }
    }

    private void RunAlone(IStoreWork work)
    {
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            work.Run(_writer);
            _writer.Execute("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            work.Fail(error);
        }
    }

    private void RollBack()
    {
        try
        {
            _writer.Execute("ROLLBACK");
        }
        catch (Exception error) when (error is SqliteException or InvalidOperationException)
        {
            // SQLite has rolled back by itself, or the file is closed.
        }
    }
}
