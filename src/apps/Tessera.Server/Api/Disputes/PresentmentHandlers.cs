using Microsoft.Data.Sqlite;
using Tessera.Core.Clearing;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Server.World;

namespace Tessera.Server.Api.Disputes;

/// <summary>What was presented; each party sees its own, and of the fees those that it pays or earns.</summary>
public sealed class PresentmentHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<Page<PresentmentView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var payment = call.Filters.GetValueOrDefault("payment");
        var date = call.Filters.GetValueOrDefault("business_date");
        if (date is not null && !WireText.TryReadDate(date, out _))
        {
            return new Problem(ProblemKinds.QueryInvalid, "A date is YYYY-MM-DD.", "business_date");
        }

        await world.Projections.CaughtUpAsync();
        var list = new PageSql(
            "presentment",
            "number, id, payment, business_date, transaction_date, reference, system, amount, currency, interchange, "
            + "scheme_fee, merchant_fee, wallet_fee, marks",
            "($payment = '' OR payment = $payment) AND ($date = '' OR business_date = $date) AND " + PartyFilter.Text);
        var page = world.ReadModels.Page(
            list,
            [
                .. PartyFilter.Values(call.Caller, world.Directory.Current), ("$payment", payment ?? ""),
                ("$date", date ?? ""),
            ],
            call.Limit, call.StartingAfter, row => Read(row, call.Caller));
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private static PresentmentView Read(SqliteDataReader row, Caller caller)
    {
        long? Shown(int column, params ReadOnlySpan<ApiKeyRole> roles)
            => caller.SeesEverything || roles.Contains(caller.Role) ? row.GetInt64(column) : null;
        return new PresentmentView
        {
            Id = row.GetString(1),
            Payment = row.GetString(2),
            BusinessDate = row.GetString(3),
            TransactionDate = row.GetString(4),
            Reference = row.GetString(5) is { Length: > 0 } reference ? reference : null,
            PaymentSystem = row.GetString(6),
            Amount = row.GetInt64(7),
            Currency = WireText.CurrencyCode((ushort)row.GetInt32(8)),
            Interchange = row.GetInt64(9),
            SchemeFee = Shown(10, ApiKeyRole.Acquirer, ApiKeyRole.Merchant),
            MerchantFee = Shown(11, ApiKeyRole.Acquirer, ApiKeyRole.Merchant),
            WalletFee = Shown(12, ApiKeyRole.Issuer),
            Classes = WireText.Flags((PresentmentMarks)row.GetByte(13)),
        };
    }
}
