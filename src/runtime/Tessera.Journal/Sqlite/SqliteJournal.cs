using System.Globalization;
using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// The embedded journal: one folder, one SQLite file in write-ahead mode with full flushes, one writer.
/// Opening refuses when the head anchor knows acknowledged rows that the file does not have.
/// </summary>
public sealed class SqliteJournal : IJournal
{
    private readonly SqliteFolder _folder;
    private readonly SqliteJournalSettings _settings;
    private readonly FolderLock _lock;
    private readonly HeadAnchor _anchor;
    private readonly SqliteRows _rows;
    private volatile JournalHead _head;
    private SqliteConnection? _writer;
    private SqliteAppend? _append;
    private SqliteHousekeeping? _housekeeping;
    private bool _claimed;
    private bool _disposed;

    private SqliteJournal(SqliteFolder folder, SqliteJournalSettings settings, FolderLock folderLock)
    {
        _folder = folder;
        _settings = settings;
        _lock = folderLock;
        _anchor = new HeadAnchor(folder.AnchorFile, folder.Shard);
        _head = Prepare(folder, _anchor);
        _rows = new SqliteRows(folder);
    }

    public int Shard => _folder.Shard;

    public JournalHead Head => _head;

    public static SqliteJournal Open(SqliteFolder folder, SqliteJournalSettings? settings = null)
    {
        Directory.CreateDirectory(folder.Path);
        var folderLock = FolderLock.Take(folder.LockFile);
        try
        {
            return new SqliteJournal(folder, settings ?? new SqliteJournalSettings(), folderLock);
        }
        catch (SqliteException error)
        {
            folderLock.Dispose();
            throw SqliteRows.Storage(folder.Shard, error);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Compares the file's last row with the head anchor without touching either; throws what Open would throw.
    /// Works beside a running server.
    /// </summary>
    public static JournalHead CheckHead(SqliteFolder folder)
    {
        try
        {
            return HeadOnDisk(folder, new HeadAnchor(folder.AnchorFile, folder.Shard));
        }
        catch (SqliteException error)
        {
            throw SqliteRows.Storage(folder.Shard, error);
        }
    }

    public long Claim()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CloseWriter();
        try
        {
            _writer = _folder.OpenWriter();
            SqliteSchema.Create(_writer);
            var epoch = BumpEpoch(_writer, Shard);
            CopyWholeLog(_writer, Shard);
            var found = SqliteRows.ReadHead(_writer, Shard);
            RefuseLoss(_head, found, _rows, "this process");
            _head = found;
            _append = new SqliteAppend(_writer, Shard);
            _housekeeping = new SqliteHousekeeping(_folder, _settings, _anchor, () => _head);
            _claimed = true;
            return epoch;
        }
        catch (SqliteException error)
        {
            CloseWriter();
            throw SqliteRows.Storage(Shard, error);
        }
    }

    public void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows)
    {
        Invariant.Check(_claimed, "a journal is claimed before it is appended to");
        _claimed = false;
        if (row.Sequence != _head.Sequence + 1 || row.PreviousHash != _head.Hash || row.Shard != Shard)
        {
            throw new JournalException(
                JournalFault.OutOfOrder,
                $"Journal of shard {Shard}: row {row.Sequence} does not follow row {_head.Sequence}.");
        }

        try
        {
            if (!_append!.TryWrite(row, coldRows))
            {
                throw new JournalException(
                    JournalFault.Fenced, $"Journal of shard {Shard}: epoch {row.Epoch} is no longer the owner's.");
            }

            _head = row.Position;
            _housekeeping!.Appended(_writer!, row.Blob.Length + coldRows.Sum(cold => (long)cold.Bytes.Length));
        }
        catch (SqliteException error)
        {
            throw SqliteRows.Storage(Shard, error);
        }

        _claimed = true;
    }

    public IReadOnlyList<JournalRow> Read(long fromSequence, int maxRows) => _rows.Read(fromSequence, maxRows);

    public bool TryReadCold(ColdKey key, out ColdRow row) => _rows.TryReadCold(key, out row);

    public IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows) => _rows.ReadCold(after, maxRows);

    /// <summary>Refreshes the anchor and looks at the log now, as the timer does.</summary>
    public void KeepHouse() => _housekeeping?.Tick();

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        // The writer goes last: the last connection copies the log into the database, and a reader may not.
        _rows.Dispose();
        CloseWriter();
        _lock.Dispose();
    }

    private static JournalHead Prepare(SqliteFolder folder, HeadAnchor anchor)
    {
        if (!File.Exists(folder.JournalFile) && !anchor.Exists)
        {
            anchor.Write(JournalHead.Empty(folder.Shard));
        }

        if (!File.Exists(folder.JournalFile) || new FileInfo(folder.JournalFile).Length == 0)
        {
            RefuseLoss(anchor.Read(), JournalHead.Empty(folder.Shard), rows: null, "the head anchor");
            using var writer = folder.OpenWriter();
            SqliteSchema.Create(writer);
            return JournalHead.Empty(folder.Shard);
        }

        return HeadOnDisk(folder, anchor);
    }

    /// <summary>Looks through a read-only connection, so that a refused journal keeps every byte of evidence.</summary>
    private static JournalHead HeadOnDisk(SqliteFolder folder, HeadAnchor anchor)
    {
        var known = anchor.Read();
        using var rows = new SqliteRows(folder);
        var head = rows.ReadHead();
        RefuseLoss(known, head, rows, "the head anchor");
        return head;
    }

    private static void RefuseLoss(JournalHead known, JournalHead found, SqliteRows? rows, string witness)
    {
        if (found.Sequence < known.Sequence)
        {
            throw new JournalException(
                JournalFault.RowsMissing,
                $"Journal of shard {known.Shard} ends at row {found.Sequence}, but {witness} knows row "
                + $"{known.Sequence}: {known.Sequence - found.Sequence} acknowledged rows are missing.");
        }

        if (known.Sequence == 0)
        {
            return;
        }

        var row = rows!.Read(known.Sequence, 1);
        if (row.Count == 0 || row[0].Position != known)
        {
            throw new JournalException(
                JournalFault.Forked,
                $"Journal of shard {known.Shard}: row {known.Sequence} is not the row {witness} knows; "
                + "this is another history.");
        }
    }

    private static long BumpEpoch(SqliteConnection connection, int shard)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO owner (shard, epoch) VALUES ($shard, 1)
            ON CONFLICT (shard) DO UPDATE SET epoch = epoch + 1 RETURNING epoch
            """;
        command.Parameters.AddWithValue("$shard", shard);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// After a failed flush the operating system may hold pages that never reached the disk. Copying the whole log
    /// into the database and flushing that makes all that is visible from here on durable.
    /// </summary>
    private static void CopyWholeLog(SqliteConnection connection, int shard)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.GetInt64(1) != reader.GetInt64(2))
        {
            throw new JournalException(
                JournalFault.Storage, $"Journal of shard {shard}: a reader keeps the log from being copied.");
        }
    }

    private void CloseWriter()
    {
        _claimed = false;
        _housekeeping?.Dispose();
        _housekeeping = null;
        _append?.Dispose();
        _append = null;
        _writer?.Dispose();
        _writer = null;
    }
}
