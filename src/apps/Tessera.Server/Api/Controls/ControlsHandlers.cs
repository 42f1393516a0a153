using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Core.Tokens;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Controls;

/// <summary>Limits and switches. The issuer sets its own for accounts and tokens, the wallet the cardholder's for
/// tokens; they hold from the next authorisation on.</summary>
public sealed class ControlsHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<ControlsView>> GetForAccountAsync(GetCall call, CancellationToken cancel)
    {
        if (await FindAccountAsync(call.Caller, call.Id) is not { } account)
        {
            return RefusalProblems.Of(CardRefusal.AccountUnknown);
        }

        return await world.Shard.QueryAsync(state => new ControlsView
        {
            Id = account.Id.ToString(),
            Issuer = SpendingControlsBody.Of(state.Controls.Find(ControlKey.Of(account.Id))),
            Spent = SpentView.Of(state.Controls.UsageOf(account, Now())),
        });
    }

    public async ValueTask<Answer<ControlsView>> SetForAccountAsync(
        PostCall<SetControlsBody> call, CancellationToken cancel)
    {
        if (!call.Body.Controls.TryRead(out var controls, out var problem))
        {
            return problem;
        }

        return await FindAccountAsync(call.Caller, call.Id) is { } account
            ? await SetAsync(call, ControlKey.Of(account.Id), controls)
            : RefusalProblems.Of(CardRefusal.AccountUnknown);
    }

    public async ValueTask<Answer<ControlsView>> GetForTokenAsync(GetCall call, CancellationToken cancel)
    {
        if (await FindTokenAsync(call.Caller, call.Id) is not { } token)
        {
            return RefusalProblems.Of(TokenRefusal.TokenUnknown);
        }

        return await world.Shard.QueryAsync(state =>
        {
            state.Tokens.TryFind(token, out var row);
            return new ControlsView
            {
                Id = token.ToString(),
                Issuer = SpendingControlsBody.Of(state.Controls.Find(ControlKey.Of(token, ControlOwner.Issuer))),
                Holder = SpendingControlsBody.Of(state.Controls.Find(ControlKey.Of(token, ControlOwner.Holder))),
                Spent = SpentView.Of(state.Controls.UsageOf(ControlTarget.Token, row, Now())),
            };
        });
    }

    public async ValueTask<Answer<ControlsView>> SetForTokenAsync(
        PostCall<SetControlsBody> call, CancellationToken cancel)
    {
        if (!call.Body.Controls.TryRead(out var controls, out var problem))
        {
            return problem;
        }

        var owner = call.Caller.Role == ApiKeyRole.Wallet ? ControlOwner.Holder : ControlOwner.Issuer;
        if (owner == ControlOwner.Holder && controls.HasStepUp)
        {
            return new Problem(ProblemKinds.MemberInvalid, "Only the issuer asks for step-ups.", "$.controls");
        }

        return await FindTokenAsync(call.Caller, call.Id) is { } token
            ? await SetAsync(call, ControlKey.Of(token, owner), controls)
            : RefusalProblems.Of(TokenRefusal.TokenUnknown);
    }

    private ValueTask<Answer<ControlsView>> SetAsync(
        PostCall<SetControlsBody> call, ControlKey key, SpendingControls controls)
        => world.Commands.RunAsync<Reply.Done, ControlsView>(
            new ControlsCommand.Set(key, controls, call.Caller.By), call.Key, _ => new ControlsView
            {
                Id = call.Id,
                Issuer = key.Owner == ControlOwner.Issuer ? SpendingControlsBody.Of(controls) : null,
                Holder = key.Owner == ControlOwner.Holder ? SpendingControlsBody.Of(controls) : null,
            });

    private async ValueTask<CardAccount?> FindAccountAsync(Caller caller, string text)
        => CardAccountId.TryParse(text, out var id)
            && await world.Shard.QueryAsync(state => state.Cards.FindAccount(id)) is { } account
            && new Scope(caller, world.Directory.Current).SeesIssuer(account.IssuerBook) ? account : null;

    private async ValueTask<TokenId?> FindTokenAsync(Caller caller, string text)
    {
        if (!TokenId.TryParse(text, out var id))
        {
            return null;
        }

        var found = await world.Shard.QueryAsync<(ulong Requestor, ushort Book)?>(state =>
            state.Tokens.TryFind(id, out var row)
                ? (state.Tokens[row].Requestor, state.Tokens.AccountOf(row).Book.Number)
                : null);
        return found is var (requestor, book)
            && new Scope(caller, world.Directory.Current).SeesToken(requestor, book) ? id : null;
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(world.Time.GetUtcNow());
}
