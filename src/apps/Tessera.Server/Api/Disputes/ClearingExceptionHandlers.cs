using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Clearing;
using Tessera.Core.Payments;
using Tessera.Server.World;

namespace Tessera.Server.Api.Disputes;

/// <summary>Presentments that somebody should look at.</summary>
public sealed class ClearingExceptionHandlers(TesseraWorld world)
{
    private const string Marked = "marks <> 0 AND " + PartyFilter.Text;

    // A case has the number of its presentment under another prefix.
    private const string Table = """
        (SELECT p.*, c.kind, c.amount AS in_question, c.state FROM presentment p
         LEFT JOIN clearing_case c ON substr(c.id, 5) = substr(p.id, 5) AND p.marks <> 0)
        """;

    public async ValueTask<Answer<Page<ClearingExceptionView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var list = new PageSql(
            Table,
            "number, id, payment, marks, amount, currency, business_date, transaction_date, reference, kind, "
            + "in_question, state",
            Marked);
        var page = world.ReadModels.Page(
            list, PartyFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter, Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    public async ValueTask<Answer<CaseClosedView>> CloseAsync(PostCall<CloseCaseBody> call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var found = world.ReadModels.Rows(
            $"SELECT id FROM presentment WHERE id = $id AND {Marked}",
            [.. PartyFilter.Values(call.Caller, world.Directory.Current), ("$id", call.Id)], row => row.GetString(0));
        if (found.Count == 0 || !Primitives.Id<IdKinds.Presentment>.TryParse(call.Id, out var presentment))
        {
            return RefusalProblems.Of(PaymentRefusal.CaseUnknown);
        }

        return await world.Commands.RunAsync<Reply.Done, CaseClosedView>(
            new ClearingCommand.CloseCase(
                new ClearingCaseId(presentment.Value), call.Body.Outcome.Value, call.Caller.By),
            call.Key,
            _ => new CaseClosedView(call.Id, WireText.Of(call.Body.Outcome.Value)));
    }

    private static ClearingExceptionView Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(1),
        Payment = row.GetString(2),
        Classes = WireText.Flags((PresentmentMarks)row.GetByte(3)),
        Amount = row.GetInt64(4),
        Currency = WireText.CurrencyCode((ushort)row.GetInt32(5)),
        BusinessDate = row.GetString(6),
        TransactionDate = row.GetString(7),
        Reference = row.GetString(8) is { Length: > 0 } reference ? reference : null,
        Kind = row.IsDBNull(9) ? null : WireText.Of((ClearingCaseKind)row.GetByte(9)),
        AmountInQuestion = row.IsDBNull(10) ? null : row.GetInt64(10),
        State = row.IsDBNull(11) ? null : WireText.Of((ClearingCaseState)row.GetByte(11)),
    };
}
