using Microsoft.Data.Sqlite;
using Tessera.Core.Partners;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Partners;

/// <summary>What outside parties must be told: waiting, taken, or answered in a way that somebody must look
/// at.</summary>
public sealed class PartnerMessageHandlers(TesseraWorld world)
{
    private const string Scoped = "($all = 1 OR book = $issuer) AND ";

    private static readonly Dictionary<string, string> States = new(StringComparer.Ordinal)
    {
        [""] = "1 = 1",
        ["waiting"] = "response_code IS NULL",
        ["taken"] = "response_code = '00'",
        ["exception"] = "response_code <> '00'",
    };

    public async ValueTask<Answer<Page<PartnerMessageView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        if (!States.TryGetValue(call.Filters.GetValueOrDefault("state", ""), out var state))
        {
            return new Problem(ProblemKinds.QueryInvalid, "state is waiting, taken or exception.", "state");
        }

        await world.Projections.CaughtUpAsync();
        var list = new PageSql(
            "partner_message",
            "number, id, book, kind, payment, amount, currency, queued_at, answered_at, response_code",
            Scoped + state);
        var page = world.ReadModels.Page(
            list, ProvisioningFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter,
            Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private static PartnerMessageView Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(1),
        Book = row.GetInt32(2),
        Kind = WireText.Of((PartnerMessageKind)row.GetInt32(3)),
        Payment = row.GetString(4),
        Amount = row.GetInt64(5),
        Currency = WireText.CurrencyCode((ushort)row.GetInt32(6)),
        Queued = WireText.Instant(new Timestamp(row.GetInt64(7))),
        Answered = row.IsDBNull(8) ? null : WireText.Instant(new Timestamp(row.GetInt64(8))),
        ResponseCode = row.IsDBNull(9) ? null : row.GetString(9),
    };
}
