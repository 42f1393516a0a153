using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Journal.ReadModels;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Payments;

/// <summary>Finds and lists payments: from the shard while they are open, from the read model for good.</summary>
public sealed class PaymentReader(TesseraWorld world)
{
    private const string Columns = """
        number, id, state, refusal, merchant, terminal, token, currency, authorised, held, captured, refunded,
        decided_at, network_reference, approval_code, last_four, system, charged_back
        """;

    private const string ById = $"{PaymentKeys.From} WHERE k.key = $key AND p.id = $id";

    public async ValueTask<PaymentView?> FindAsync(PaymentId id)
    {
        if (await world.Shard.QueryAsync(state => state.Payments.Find(id)) is { } payment)
        {
            return PaymentView.Of(payment);
        }

        await world.Projections.CaughtUpAsync();
        return Rows(Columns, id, Read) is [var view, ..] ? view : null;
    }

    /// <summary>Whose account a payment is on, and in which currency; null when there is none.</summary>
    public async ValueTask<(BookId Book, Currency Currency)?> IssuerOfAsync(PaymentId id)
    {
        await world.Projections.CaughtUpAsync();
        var rows = Rows(
            "issuer_book, currency", id,
            row => (new BookId((ushort)row.GetInt32(0)), new Currency((ushort)row.GetInt32(1))));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Newest first; null when the cursor names nothing.</summary>
    public async ValueTask<Page<PaymentView>?> ListAsync(string filter, (string, object) owner, PageCall call)
    {
        var cursor = default(PaymentId);
        if (call.StartingAfter is { } after && !PaymentId.TryParse(after, out cursor))
        {
            return null;
        }

        await world.Projections.CaughtUpAsync();
        var list = new PageSql("payment", Columns, filter) { Cursor = $"SELECT p.number FROM {ById}" };
        return world.ReadModels.Page(list, [owner, .. Key(cursor)], call.Limit, call.StartingAfter, Read);
    }

    private IReadOnlyList<T> Rows<T>(string columns, PaymentId id, Func<SqliteDataReader, T> read) =>
        world.ReadModels.Rows(
            $"SELECT {columns} FROM payment WHERE number = (SELECT p.number FROM {ById})", Key(id), read);

    private static (string, object)[] Key(PaymentId id) =>
        [("$key", PaymentKeys.KeyOf(id)), ("$id", IdColumn.Of(id.Value))];

    private static PaymentView Read(SqliteDataReader row)
    {
        var view = new PaymentView
        {
            Id = new PaymentId(IdColumn.Read(row, 1)).ToString(),
            State = WireText.Of((PaymentState)row.GetInt32(2)),
            Merchant = new MerchantId(IdColumn.Read(row, 4)).ToString(),
            Terminal = new TerminalId(IdColumn.Read(row, 5)).ToString(),
            Token = IdColumn.Read(row, 6) is var token && token == 0 ? null : new TokenId(token).ToString(),
            Currency = WireText.CurrencyCode((ushort)row.GetInt32(7)),
            Amount = row.GetInt64(8),
            AmountHeld = row.GetInt64(9),
            AmountCaptured = row.GetInt64(10),
            AmountRefunded = row.GetInt64(11),
            Created = WireText.Instant(new Timestamp(row.GetInt64(12))),
            NetworkReference = NullIfEmpty(row.GetString(13)),
            ApprovalCode = NullIfEmpty(row.GetString(14)),
            TokenLastFour = NullIfEmpty(row.GetString(15)),
            PaymentSystem = row.GetString(16),
            AmountChargedBack = row.GetInt64(17),
        };
        var refusal = (ushort)row.GetInt32(3);
        return refusal == 0
            ? view with { ResponseCode = view.State == WireText.Of(PaymentState.Requested) ? null : "00" }
            : view.With(RefusalTable.Of(Refusal.FromNumber(refusal)));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
