using Tessera.Core;
using Tessera.Core.Disputes;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Primitives;
using Tessera.Server.Api.Payments;
using Tessera.Server.World;

namespace Tessera.Server.Api.Disputes;

/// <summary>The turns of a dispute. Each party has its own; the route table says whose.</summary>
public sealed class ChargebackHandlers(TesseraWorld world, PaymentReader payments)
{
    public async ValueTask<Answer<ChargebackView>> OpenAsync(
        PostCall<CreateChargebackBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, null, out var money, out var problem))
        {
            return problem;
        }

        if (!PaymentId.TryParse(body.Payment, out var payment)
            || await payments.IssuerOfAsync(payment) is not { } issuer
            || !new Scope(call.Caller, world.Directory.Current).SeesIssuer(issuer.Book.Number))
        {
            return RefusalProblems.Of(PaymentRefusal.PaymentUnknown) with { Param = "$.payment" };
        }

        return issuer.Currency != money.Currency
            ? new Problem(ProblemKinds.MemberInvalid, "The payment has another currency.", "$.currency")
            : await MoveAsync(call.Key, new ChargebackCommand.Open(
                DerivedId.Of<IdKinds.Chargeback>(call.Key.Id), payment, issuer.Book, money.Minor, body.Reason.Value,
                call.Caller.By));
    }

    public ValueTask<Answer<ChargebackView>> RepresentAsync(
        PostCall<RepresentBody> call, CancellationToken cancel)
        => ActAsync(call, id => new ChargebackCommand.Represent(id, call.Body.Evidence, call.Caller.By));

    public ValueTask<Answer<ChargebackView>> AcceptAsync(PostCall<NoBody> call, CancellationToken cancel)
        => ActAsync(call, id => new ChargebackCommand.Accept(id, call.Caller.By));

    public ValueTask<Answer<ChargebackView>> PreArbitrateAsync(PostCall<NoBody> call, CancellationToken cancel)
        => ActAsync(call, id => new ChargebackCommand.PreArbitrate(id, call.Caller.By));

    public ValueTask<Answer<ChargebackView>> WithdrawAsync(PostCall<NoBody> call, CancellationToken cancel)
        => ActAsync(call, id => new ChargebackCommand.Withdraw(id, call.Caller.By));

    public ValueTask<Answer<ChargebackView>> RuleAsync(PostCall<RuleBody> call, CancellationToken cancel)
        => call.Body.Winner is "issuer" or "acquirer"
            ? ActAsync(call, id => new ChargebackCommand.Rule(id, call.Body.Winner == "issuer", call.Caller.By))
            : new(new Problem(ProblemKinds.MemberInvalid, "The winner is issuer or acquirer.", "$.winner"));

    public async ValueTask<Answer<ChargebackView>> GetAsync(GetCall call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is { } view
            ? view : RefusalProblems.Of(PaymentRefusal.ChargebackUnknown);

    public async ValueTask<Answer<Page<ChargebackView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var page = world.ReadModels.Page(
            new PageSql("chargeback", ChargebackView.Columns, PartyFilter.Text),
            PartyFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter,
            ChargebackView.Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private async ValueTask<Answer<ChargebackView>> ActAsync<T>(
        PostCall<T> call, Func<ChargebackId, ChargebackCommand> command)
        => await FindAsync(call.Caller, call.Id) is { } view && ChargebackId.TryParse(view.Id, out var id)
            ? await MoveAsync(call.Key, command(id))
            : RefusalProblems.Of(PaymentRefusal.ChargebackUnknown);

    private async ValueTask<Answer<ChargebackView>> MoveAsync(CommandKey key, ChargebackCommand command)
        => await world.Commands.RunAsync<Reply.ChargebackMoved, ChargebackView>(
            command, key, reply => ChargebackView.Of(reply.Chargeback));

    private async ValueTask<ChargebackView?> FindAsync(Caller caller, string id)
    {
        await world.Projections.CaughtUpAsync();
        var rows = world.ReadModels.Rows(
            $"SELECT {ChargebackView.Columns} FROM chargeback WHERE id = $id AND {PartyFilter.Text}",
            [.. PartyFilter.Values(caller, world.Directory.Current), ("$id", id)], ChargebackView.Read);
        return rows.Count == 0 ? null : rows[0];
    }
}
