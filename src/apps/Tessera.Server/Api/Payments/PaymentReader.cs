using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
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

    public async ValueTask<PaymentView?> FindAsync(PaymentId id)
    {
        if (await world.Shard.QueryAsync(state => state.Payments.Find(id)) is { } payment)
        {
            return PaymentView.Of(payment);
        }

        await world.Projections.CaughtUpAsync();
        var text = id.ToString();
        var rows = world.ReadModels.Rows(
            $"SELECT {Columns} FROM payment WHERE id = $id", [("$id", text)], Read);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Whose account a payment is on, and in which currency; null when there is none.</summary>
    public async ValueTask<(BookId Book, Currency Currency)?> IssuerOfAsync(PaymentId id)
    {
        await world.Projections.CaughtUpAsync();
        var rows = world.ReadModels.Rows(
            "SELECT issuer_book, currency FROM payment WHERE id = $id", [("$id", id.ToString())],
            row => (new BookId((ushort)row.GetInt32(0)), new Currency((ushort)row.GetInt32(1))));
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Newest first; null when the cursor names nothing.</summary>
    public async ValueTask<Page<PaymentView>?> ListAsync(string filter, (string, object) owner, PageCall call)
    {
        await world.Projections.CaughtUpAsync();
        return world.ReadModels.Page(
            new PageSql("payment", Columns, filter), [owner], call.Limit, call.StartingAfter, Read);
    }

    private static PaymentView Read(SqliteDataReader row)
    {
        var view = new PaymentView
        {
            Id = row.GetString(1),
            State = WireText.Of((PaymentState)row.GetInt32(2)),
            Merchant = row.GetString(4),
            Terminal = row.GetString(5),
            Token = NullIfEmpty(row.GetString(6)),
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
