using Microsoft.Data.Sqlite;
using Tessera.Core.Directory;
using Tessera.Journal.ReadModels;
using Tessera.Server.World;

namespace Tessera.Server.Api.Settlement;

/// <summary>What a merchant was paid and what for; and whether a day's fees come out again.</summary>
public sealed class StatementHandlers(TesseraWorld world)
{
    // A date may have a line without a settlement (not settled yet) or the other way (a reserve was released).
    private const string Lines = """
        SELECT d.business_date, d.currency, coalesce(l.captured, 0), coalesce(l.refunded, 0),
          coalesce(l.charged_back, 0), coalesce(l.merchant_fee, 0), coalesce(l.interchange, 0),
          coalesce(l.scheme_fee, 0), coalesce(l.chargeback_fee, 0), coalesce(l.net, 0), coalesce(s.released, 0),
          coalesce(s.debt_collected, 0), coalesce(s.reserve_drawn, 0), coalesce(s.debt_made, 0), coalesce(s.held, 0),
          s.held_until, coalesce(s.payout, 0), w.settled_at IS NULL
        FROM (SELECT business_date, currency FROM settlement_line WHERE merchant = $merchant
              UNION SELECT business_date, currency FROM merchant_settlement WHERE merchant = $merchant) d
        JOIN settlement_window w ON w.business_date = d.business_date
        LEFT JOIN settlement_line l
          ON l.business_date = d.business_date AND l.currency = d.currency AND l.merchant = $merchant
        LEFT JOIN merchant_settlement s
          ON s.business_date = d.business_date AND s.currency = d.currency AND s.merchant = $merchant
        WHERE d.business_date BETWEEN $from AND $to ORDER BY d.business_date, d.currency LIMIT 1000
        """;

    public async ValueTask<Answer<StatementView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var merchant = MerchantId.TryParse(call.Id, out var id) ? directory.FindMerchant(id) : null;
        if (!new Scope(call.Caller, directory).SeesMerchant(merchant))
        {
            return RefusalProblems.Of(DirectoryRefusal.MerchantUnknown);
        }

        var today = DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime);
        if (!TryDate(call, "from", today.AddDays(-31), out var from))
        {
            return new Problem(ProblemKinds.QueryInvalid, "A date is YYYY-MM-DD.", "from");
        }

        if (!TryDate(call, "to", today, out var to))
        {
            return new Problem(ProblemKinds.QueryInvalid, "A date is YYYY-MM-DD.", "to");
        }

        await world.Projections.CaughtUpAsync();
        return new StatementView(call.Id, from, to, world.ReadModels.Rows(
            Lines, [("$merchant", call.Id), ("$from", from), ("$to", to)], Read));
    }

    public async ValueTask<Answer<FeeReportView>> FeesAsync(GetCall call, CancellationToken cancel)
    {
        if (!WireText.TryReadDate(call.Id, out var date))
        {
            return ProblemKinds.NotFound;
        }

        await world.Projections.CaughtUpAsync();
        var checks = FeeCheck.Of(world.ReadModels, world.Directory.Current, date);
        return new FeeReportView(call.Id, [.. checks.Select(FeeCheckView.Of)]);
    }

    private static bool TryDate(GetCall call, string name, DateOnly preset, out string text)
    {
        text = call.Query.GetValueOrDefault(name) ?? WireText.Date(preset);
        return WireText.TryReadDate(text, out _);
    }

    private static StatementLineView Read(SqliteDataReader row) => new()
    {
        BusinessDate = row.GetString(0),
        Currency = WireText.CurrencyCode((ushort)row.GetInt32(1)),
        Captured = row.GetInt64(2),
        Refunded = row.GetInt64(3),
        ChargedBack = row.GetInt64(4),
        Fees = row.GetInt64(5),
        Interchange = row.GetInt64(6),
        SchemeFees = row.GetInt64(7),
        ChargebackFees = row.GetInt64(8),
        Net = row.GetInt64(9),
        Released = row.GetInt64(10),
        DebtCollected = row.GetInt64(11),
        ReserveDrawn = row.GetInt64(12),
        DebtMade = row.GetInt64(13),
        Held = row.GetInt64(14),
        HeldUntil = row.IsDBNull(15) ? null : row.GetString(15),
        Payout = row.GetInt64(16),
        State = row.GetBoolean(17) ? "closed" : "settled",
    };
}
