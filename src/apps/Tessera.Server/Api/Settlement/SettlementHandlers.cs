using Tessera.Core;
using Tessera.Core.Settlement;
using Tessera.Server.World;

namespace Tessera.Server.Api.Settlement;

/// <summary>Windows: close, then settle; a payout is settled when the bank says so. Three acts, three
/// commands.</summary>
public sealed class SettlementHandlers(TesseraWorld world, SettlementReader reader)
{
    public async ValueTask<Answer<WindowClosedView>> CloseAsync(
        PostCall<CloseWindowBody> call, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime);
        if (call.Body.BusinessDate is { } text && !WireText.TryReadDate(text, out today))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A date is YYYY-MM-DD.", "$.business_date");
        }

        return await world.Commands.RunAsync<Reply.WindowClosed, WindowClosedView>(
            new SettlementCommand.CloseWindow(today), call.Key, reply => WindowClosedView.Of(reply));
    }

    public async ValueTask<Answer<WindowClosedView>> SettleAsync(PostCall<NoBody> call, CancellationToken cancel)
        => WireText.TryReadDate(call.Id, out var date)
            ? await world.Commands.RunAsync<Reply.WindowSettled, WindowClosedView>(
                new SettlementCommand.SettleWindow(date), call.Key, reply => WindowClosedView.Of(reply))
            : RefusalProblems.Of(SettlementRefusal.WindowNotClosed);

    public async ValueTask<Answer<PayoutConfirmedView>> ConfirmPayoutAsync(
        PostCall<ConfirmPayoutBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, null, out var money, out var problem))
        {
            return problem;
        }

        if (body.StatementReference.Length is 0 or > 100)
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "A reference has 1 to 100 characters.", "$.statement_reference");
        }

        return PayoutId.TryParse(call.Id, out var id)
            ? await world.Commands.RunAsync<Reply.Done, PayoutConfirmedView>(
                new SettlementCommand.ConfirmPayout(id, money.Minor, money.Currency, body.StatementReference), call.Key,
                _ => new PayoutConfirmedView(id.ToString(), "settled"))
            : RefusalProblems.Of(SettlementRefusal.PayoutUnknown);
    }

    public async ValueTask<Answer<SettlementView>> GetAsync(GetCall call, CancellationToken cancel)
        => WireText.TryReadDate(call.Id, out _) && await reader.FindAsync(call.Id, call.Caller) is { } view
            ? view : ProblemKinds.NotFound;

    public async ValueTask<Answer<Page<SettlementView>>> ListAsync(PageCall call, CancellationToken cancel)
        => await reader.ListAsync(call) is { } page
            ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
}
