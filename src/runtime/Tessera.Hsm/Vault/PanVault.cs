using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tessera.Hsm.Numbers;
using Tessera.Primitives;

namespace Tessera.Hsm.Vault;

/// <summary>
/// The one place where card numbers rest. A row is found by its keyed index, so storing a number twice gives the same
/// row; the write is durable before the row's id is returned, and so before any event names it.
/// </summary>
public sealed class PanVault : IDisposable
{
    /// <summary>How many numbers callers of the API may get out within an hour, all together.</summary>
    public const int CallerRevealsPerHour = 1_000;

    private const string Table = "pan";
    private const string Column = "number";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS pan (
            row TEXT PRIMARY KEY,
            lookup BLOB NOT NULL UNIQUE,
            number BLOB NOT NULL,
            stored_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS reveal (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            row TEXT NOT NULL,
            reason INTEGER NOT NULL,
            at INTEGER NOT NULL);
        DROP INDEX IF EXISTS reveal_reason;
        CREATE INDEX IF NOT EXISTS reveal_by_caller ON reveal (at) WHERE reason = 5;
        """;

    private const int MostKept = 100_000;

    /// <summary>A stranger's row is kept so much longer than asked, so that its next payments need not write it again.
    /// </summary>
    private static readonly TimeSpan FurtherKeep = TimeSpan.FromDays(1);

    private readonly StoreFile _file;
    private readonly RowCipher _rows;
    private readonly TimeProvider _time;
    private readonly TokenNumbers.RandomFill _random;

    // Strangers' rows by their index, and until when the file keeps them.
    private readonly ConcurrentDictionary<UInt128, (Id<VaultRow> Row, long KeptUntil)> _kept = new();

    private PanVault(StoreFile file, RowCipher rows, TimeProvider time, TokenNumbers.RandomFill random)
    {
        _file = file;
        _rows = rows;
        _time = time;
        _random = random;
    }

    /// <summary>
    /// Opens a vault file, made when absent with mode 0600. The ids of its rows are drawn by the system's generator
    /// outside simulations.
    /// </summary>
    public static PanVault Open(
        string path, RowCipher rows, TimeProvider time, TokenNumbers.RandomFill? random = null) =>
        new(new StoreFile(path, Schema), rows, time, random ?? RandomNumberGenerator.Fill);

    /// <summary>The same for a simulation, where nothing waits for another thread: writers share no transaction.
    /// </summary>
    public static PanVault OpenInPlace(
        string path, RowCipher rows, TimeProvider time, TokenNumbers.RandomFill random) =>
        new(new StoreFile(path, Schema) { IsInPlace = true }, rows, time, random);

    /// <summary>Stores a number, or finds the row that has it. Durable when it returns.</summary>
    public Task<Id<VaultRow>> StoreAsync(Pan pan, CancellationToken cancellation = default) =>
        StoreForAsync(pan, TimeSpan.Zero, cancellation);

    /// <summary>
    /// The same for a number that no list of known rows will name (a stranger's card): the sweep leaves it alone for
    /// as long as <paramref name="keep"/> says.
    /// </summary>
    public async Task<Id<VaultRow>> StoreForAsync(Pan pan, TimeSpan keep, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var lookup = LookupOf(pan);
        var name = BinaryPrimitives.ReadUInt128BigEndian(lookup);
        var at = Now() + (long)keep.TotalMilliseconds;
        if (keep > TimeSpan.Zero && _kept.TryGetValue(name, out var kept) && kept.KeptUntil >= at)
        {
            return kept.Row;
        }
        at += keep > TimeSpan.Zero ? (long)FurtherKeep.TotalMilliseconds : 0;
        var fresh = NewRow();
        var cell = SealNumber(fresh, pan);
        var text = await _file.InSharedTransactionAsync(file => (string)file.Scalar(
            "INSERT INTO pan(row, lookup, number, stored_at) VALUES ($row, $lookup, $number, $at) "
            + "ON CONFLICT(lookup) DO UPDATE SET stored_at = max(stored_at, $at) RETURNING row",
            ("$row", fresh.ToString()),
            ("$lookup", lookup),
            ("$number", cell),
            ("$at", at))!);
        Invariant.Check(Id<VaultRow>.TryParse(text, out var row), "the vault holds ids that it wrote");
        if (keep > TimeSpan.Zero)
        {
            Remember(name, row, at);
        }
        return row;
    }

    /// <summary>The row of a number, when it is stored.</summary>
    public bool TryFind(Pan pan, out Id<VaultRow> row)
    {
        var lookup = LookupOf(pan);
        var text = _file.Reading(
            file => file.Scalar("SELECT row FROM pan WHERE lookup = $lookup", ("$lookup", lookup)));
        return Id<VaultRow>.TryParse(text as string, out row);
    }

    /// <summary>Gives a number out for a reason, which is recorded first.</summary>
    /// <returns>False when the row does not exist, or callers have had their share.</returns>
    /// <exception cref="HsmException">The cell does not open: it was moved or changed.</exception>
    public bool TryReveal(Id<VaultRow> row, RevealReason reason, out Pan pan) =>
        Reveal(row, reason, out pan) == RevealOutcome.Revealed;

    /// <summary>The same in a transaction that other callers may share; null where it is false.</summary>
    /// <exception cref="HsmException">The cell does not open: it was moved or changed.</exception>
    public async Task<Pan?> TryRevealAsync(Id<VaultRow> row, RevealReason reason)
    {
        var (outcome, cell) = await _file.InSharedTransactionAsync(file => Take(file, row, reason));
        return outcome == RevealOutcome.Revealed ? Open(row, cell!) : null;
    }

    /// <summary>
    /// The same, telling why not. What a caller asks for is counted over the last hour from the audit table, so a
    /// restart forgets nothing; payments and clearing are not counted and never wait for callers.
    /// </summary>
    /// <exception cref="HsmException">The cell does not open: it was moved or changed.</exception>
    public RevealOutcome Reveal(Id<VaultRow> row, RevealReason reason, out Pan pan)
    {
        pan = default;
        var (outcome, cell) = _file.InTransaction(file => Take(file, row, reason));
        if (outcome != RevealOutcome.Revealed)
        {
            return outcome;
        }
        pan = Open(row, cell!);
        return RevealOutcome.Revealed;
    }

    /// <summary>
    /// Removes rows that no event names. The list of known rows is taken from a point after which <paramref
    /// name="age"/> has passed, since a row is stored before the event that names it.
    /// </summary>
    /// <returns>How many rows went.</returns>
    public int SweepOrphans(IReadOnlySet<Id<VaultRow>> known, TimeSpan age)
    {
        var before = Now() - (long)age.TotalMilliseconds;
        var removed = _file.InTransaction(file => file
            .Column<string>("SELECT row FROM pan WHERE stored_at < $before", ("$before", before))
            .Count(text => Id<VaultRow>.TryParse(text, out var row) && !known.Contains(row)
                && file.Execute("DELETE FROM pan WHERE row = $row", ("$row", text)) == 1));
        _kept.Clear();
        _file.EmptyLog();
        return removed;
    }

    /// <summary>How many numbers are stored.</summary>
    public long Count() => _file.Reading(file => (long)file.Scalar("SELECT count(*) FROM pan")!);

    public void Dispose() => _file.Dispose();

    private (RevealOutcome Outcome, byte[]? Cell) Take(StoreConnection file, Id<VaultRow> row, RevealReason reason)
    {
        var hourAgo = Now() - (long)TimeSpan.FromHours(1).TotalMilliseconds;
        var isOver = reason == RevealReason.Personalisation && CallerRevealsPerHour <= (long)file.Scalar(
            "SELECT count(*) FROM reveal WHERE reason = 5 AND at > $since",
            ("$since", hourAgo))!;
        if (isOver)
        {
            return (RevealOutcome.OverQuota, null);
        }
        file.Execute(
            "INSERT INTO reveal(row, reason, at) VALUES ($row, $reason, $at)",
            ("$row", row.ToString()),
            ("$reason", (int)reason),
            ("$at", Now()));
        var cell = file.Scalar("SELECT number FROM pan WHERE row = $row", ("$row", row.ToString())) as byte[];
        return (cell is null ? RevealOutcome.Unknown : RevealOutcome.Revealed, cell);
    }

    private Pan Open(Id<VaultRow> row, byte[] cell)
    {
        if (!_rows.TryOpen(CellOf(row), cell, out var number))
        {
            throw new HsmException("A vault cell does not open.");
        }
        var pan = Unpack(number);
        CryptographicOperations.ZeroMemory(number);
        return pan;
    }

    private void Remember(UInt128 name, Id<VaultRow> row, long keptUntil)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }
        _kept[name] = (row, keptUntil);
    }

    private static CellName CellOf(Id<VaultRow> row) => new(Table, row.ToString(), Column);

    private static byte[] Pack(Pan pan)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)pan.Length;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), pan.Number);
        return bytes;
    }

    private static Pan Unpack(ReadOnlySpan<byte> bytes) =>
        Pan.FromNumber(BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]), bytes[0]);

    private Id<VaultRow> NewRow()
    {
        Span<byte> bits = stackalloc byte[16];
        _random(bits);
        return new Id<VaultRow>(BinaryPrimitives.ReadUInt128BigEndian(bits));
    }

    private byte[] SealNumber(Id<VaultRow> row, Pan pan)
    {
        var number = Pack(pan);
        var cell = _rows.Seal(CellOf(row), number);
        CryptographicOperations.ZeroMemory(number);
        return cell;
    }

    private byte[] LookupOf(Pan pan) => _rows.Index("pan", Pack(pan));

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
