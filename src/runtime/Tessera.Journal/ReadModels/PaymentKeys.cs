using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// Finds payments by id. Ids are hashes: in one index each new payment would change a page of its own. So the keys of
/// each 131,072 payments lie together, those of a transaction are written in their order, and who looks for a payment
/// asks each of these runs, the newest first.
/// </summary>
public sealed class PaymentKeys
{
    /// <summary>The payment, at most one, when <c>p.id = $id</c> and <c>k.key = $key</c> are demanded.</summary>
    public const string From = """
        payment_run r CROSS JOIN payment_key k ON k.run = r.run CROSS JOIN payment p ON p.number = k.number
        """;

    internal const string Schema = """
        CREATE TABLE payment_run (run INTEGER PRIMARY KEY, payments INTEGER NOT NULL);
        CREATE TABLE payment_key (
          run INTEGER NOT NULL, key INTEGER NOT NULL, number INTEGER NOT NULL,
          PRIMARY KEY (run, key, number)) WITHOUT ROWID;
        """;

    private const int RunBits = 17;
    private const long RunLength = 1L << RunBits;
    private const long Unknown = -1;

    private const string Find =
        $"SELECT k.number FROM {From} WHERE k.key = ?1 AND p.id = ?2 ORDER BY r.run DESC LIMIT 1";

    private const string Count = """
        SELECT (run << 17) + payments FROM payment_run ORDER BY run DESC LIMIT 1
        """;

    private readonly Dictionary<UInt128, long> _new = [];
    private readonly List<(long Run, long Key, long Number)> _keys = [];
    private long _count = Unknown;

    /// <summary>Half of the id; the row of the payment has all of it.</summary>
    public static long KeyOf(PaymentId id) => unchecked((long)(ulong)id.Value);

    internal void Add(PaymentId id, long number, ReadModelWriter writer)
    {
        if (_count == Unknown)
        {
            writer.Prepare(Count).TryRead(out _count);
        }

        _new[id.Value] = number;
        _keys.Add((_count >> RunBits, KeyOf(id), number));
        _count++;
    }

    internal bool TryFind(PaymentId id, ReadModelWriter writer, out long number) =>
        _new.TryGetValue(id.Value, out number)
        || writer.Prepare(Find).Bind(1, KeyOf(id)).BindId(2, id.Value).TryRead(out number);

    internal void Flush(ReadModelWriter writer)
    {
        if (_keys.Count == 0)
        {
            return;
        }

        _keys.Sort();
        var insert = writer.Prepare("INSERT INTO payment_key VALUES (?1, ?2, ?3)");
        foreach (var (run, key, number) in _keys)
        {
            insert.Bind(1, run).Bind(2, key).Bind(3, number).Run();
        }

        for (var run = _keys[0].Run; run <= _keys[^1].Run; run++)
        {
            writer.Execute(
                "INSERT INTO payment_run VALUES (?1, ?2) ON CONFLICT DO UPDATE SET payments = excluded.payments",
                run,
                Math.Min(_count - (run << RunBits), RunLength));
        }

        _new.Clear();
        _keys.Clear();
    }

    internal void Forget()
    {
        _new.Clear();
        _keys.Clear();
        _count = Unknown;
    }
}
