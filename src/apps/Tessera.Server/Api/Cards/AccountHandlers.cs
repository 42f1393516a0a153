using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Cards;

/// <summary>Funding accounts of issuers.</summary>
public sealed class AccountHandlers(TesseraWorld world)
{
    private const string Closed = "closed";

    public async ValueTask<Answer<AccountView>> OpenAsync(PostCall<OpenAccountBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        var scope = new Scope(call.Caller, world.Directory.Current);
        if (scope.Participant(body.Issuer, ParticipantRoles.Issuer) is not { } issuer)
        {
            return new Problem(ProblemKinds.NotFound, "No issuer that this key may act for.", "$.issuer");
        }

        if (!TryReadLimit(body, out var limit, out var problem))
        {
            return problem;
        }

        if (!TryReadSince(body.CustomerSince, out var since))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A date is YYYY-MM-DD.", "$.customer_since");
        }

        var id = DerivedId.Of<IdKinds.CardAccount>(call.Key.Id);
        var command = new CardCommand.OpenAccount(
            id, new BookId(issuer.Book), body.Kind.Value, limit.Currency, limit.Minor, since);
        return await world.Commands.RunAsync<Reply.AccountOpened, AccountView>(
            command, call.Key, reply => View(reply.Account, issuer.Id));
    }

    public async ValueTask<Answer<AccountView>> GetAsync(GetCall call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is var (account, available)
            ? View(account, world.Directory.Current.FindParticipant(new BookId(account.IssuerBook))!.Id) with
            {
                Available = available,
            }
            : RefusalProblems.Of(CardRefusal.AccountUnknown);

    /// <summary>For good, with its cards and their tokens; what was authorised is still paid and what is owed may be
    /// paid back.</summary>
    public async ValueTask<Answer<AccountView>> CloseAsync(PostCall<NoBody> call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is var (account, _)
            ? await world.Commands.RunAsync<Reply.Done, AccountView>(
                new CardCommand.CloseAccount(account.Id, call.Caller.By), call.Key,
                _ => new AccountView { Id = call.Id, State = Closed })
            : RefusalProblems.Of(CardRefusal.AccountUnknown);

    public async ValueTask<Answer<AccountView>> DepositAsync(PostCall<DepositBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, body.CurrencyExponent, out var money, out var problem))
        {
            return problem;
        }

        if (await FindAsync(call.Caller, call.Id) is not var (account, _))
        {
            return RefusalProblems.Of(CardRefusal.AccountUnknown);
        }

        return await world.Commands.RunAsync<Reply.Done, AccountView>(
            new CardCommand.Deposit(account.Id, money.Minor, money.Currency), call.Key,
            _ => new AccountView { Id = call.Id, Deposited = money.Minor, Currency = money.Currency.Code });
    }

    /// <summary>At once and for good, between two accounts that the caller sees.</summary>
    public async ValueTask<Answer<AccountTransferView>> TransferAsync(
        PostCall<AccountTransferBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, body.CurrencyExponent, out var money, out var problem))
        {
            return problem;
        }

        if (await FindAsync(call.Caller, body.Source) is not var (source, _))
        {
            return RefusalProblems.Of(CardRefusal.AccountUnknown) with { Param = "$.source" };
        }

        if (await FindAsync(call.Caller, body.Target) is not var (target, _))
        {
            return RefusalProblems.Of(CardRefusal.AccountUnknown) with { Param = "$.target" };
        }

        var id = DerivedId.Of<IdKinds.AccountTransfer>(call.Key.Id);
        return await world.Commands.RunAsync<Reply.Done, AccountTransferView>(
            new CardCommand.Transfer(id, source.Id, target.Id, money.Minor, money.Currency), call.Key,
            _ => new AccountTransferView
            {
                Id = id.ToString(),
                Source = body.Source,
                Target = body.Target,
                Amount = money.Minor,
                Currency = money.Currency.Code,
            });
    }

    private static AccountView View(CardAccount account, ParticipantId issuer) => new()
    {
        Id = account.Id.ToString(),
        Issuer = issuer.ToString(),
        Kind = WireText.Of(account.Kind),
        Currency = WireText.CurrencyCode(account.CurrencyNumber),
        State = account.IsClosed ? Closed : "open",
    };

    private async ValueTask<(CardAccount Account, long AvailableMinor)?> FindAsync(Caller caller, string text)
    {
        if (!CardAccountId.TryParse(text, out var id))
        {
            return null;
        }

        var found = await world.Shard.QueryAsync<(CardAccount Account, long)?>(
            state => state.Cards.FindAccount(id) is { } account
                ? (account, state.Ledger.AvailableMinor(account.LedgerAccount))
                : null);
        return found is var (account, _)
            && new Scope(caller, world.Directory.Current).SeesIssuer(account.IssuerBook) ? found : null;
    }

    private static bool TryReadLimit(OpenAccountBody body, out Money limit, out Problem problem)
    {
        // No limit and a limit of zero are the same account; every other amount rule holds.
        if (body.CreditLimit is null or { Minor: 0, Kind: WireAmount.Form.Integer })
        {
            problem = new Problem(ProblemKinds.CurrencyUnknown, param: "$.currency");
            limit = default;
            if (!Currency.TryFromCode(body.Currency, out var currency))
            {
                return false;
            }

            limit = Money.Zero(currency);
            return true;
        }

        var isRead = AmountRules.TryRead(body.CreditLimit.Value, body.Currency, null, out limit, out problem);
        if (!isRead && problem.Param == "$.amount")
        {
            problem = problem with { Param = "$.credit_limit" };
        }

        return isRead;
    }

    private bool TryReadSince(string? text, out Timestamp since)
    {
        since = Timestamp.FromDate(DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime));
        if (text is null)
        {
            return true;
        }

        if (!WireText.TryReadDate(text, out var date))
        {
            return false;
        }

        since = Timestamp.FromDate(date);
        return true;
    }
}
