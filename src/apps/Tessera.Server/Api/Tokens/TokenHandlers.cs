using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Tokens;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Tokens;

/// <summary>Tokens and who moves them: the holder through the wallet, the issuer, the operator as the
/// network.</summary>
public sealed class TokenHandlers(TesseraWorld world)
{
    private delegate TokenCommand Move(TokenId token, TokenActor actor, string reason);

    public ValueTask<Answer<TokenView>> SuspendAsync(PostCall<MoveTokenBody> call, CancellationToken cancel)
        => MoveAsync(call, (token, actor, reason) => new TokenCommand.Suspend(token, actor, reason));

    /// <summary>Lifts the caller's own suspension; while another party's stands, the token stays suspended.</summary>
    public ValueTask<Answer<TokenView>> ResumeAsync(PostCall<MoveTokenBody> call, CancellationToken cancel)
        => MoveAsync(call, (token, actor, reason) => new TokenCommand.Resume(token, actor, reason));

    public ValueTask<Answer<TokenView>> DeleteAsync(PostCall<MoveTokenBody> call, CancellationToken cancel)
        => MoveAsync(call, (token, actor, reason) => new TokenCommand.Delete(token, actor, reason));

    public async ValueTask<Answer<TokenView>> GetAsync(GetCall call, CancellationToken cancel)
        => await FindAsync(call.Caller, call.Id) is { } view
            ? view : RefusalProblems.Of(TokenRefusal.TokenUnknown);

    public async ValueTask<Answer<Page<TokenView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var page = world.ReadModels.Page(
            new PageSql(
                "token",
                "id, state, last_four, expiry, card, device, requestor, created_at, "
                + "(SELECT c.last_four FROM card c WHERE c.id = token.card)",
                "$all = 1 OR requestor = $requestor OR id IN "
                + "(SELECT token FROM provisioning WHERE issuer_book = $issuer)"),
            ProvisioningFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter, Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private static TokenView Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        State = WireText.Of((TokenState)row.GetInt32(1)),
        LastFour = row.GetString(2),
        Expiry = WireText.Month(row.GetInt32(3)),
        Card = row.GetString(4),
        Device = row.GetString(5),
        TokenRequestor = WireText.Number((ulong)row.GetInt64(6)),
        Created = WireText.Instant(new Timestamp(row.GetInt64(7))),
        CardLastFour = row.GetString(8),
    };

    private async ValueTask<Answer<TokenView>> MoveAsync(PostCall<MoveTokenBody> call, Move move)
    {
        if (call.Body.Reason is { Length: > 100 })
        {
            return new Problem(ProblemKinds.MemberInvalid, "A reason has at most 100 characters.", "$.reason");
        }

        if (!TokenId.TryParse(call.Id, out var id) || await FindAsync(call.Caller, call.Id) is null)
        {
            return RefusalProblems.Of(TokenRefusal.TokenUnknown);
        }

        var actor = call.Caller.Role switch
        {
            ApiKeyRole.Issuer => TokenActor.Issuer,
            ApiKeyRole.Wallet => TokenActor.Holder,
            _ => TokenActor.Network,
        };
        return await world.Commands.RunAsync<Reply.TokenMoved, TokenView>(
            move(id, actor, call.Body.Reason ?? ""), call.Key,
            reply => new TokenView { Id = reply.Token.ToString(), State = WireText.Of(reply.State) });
    }

    private async ValueTask<TokenView?> FindAsync(Caller caller, string text)
    {
        if (!TokenId.TryParse(text, out var id))
        {
            return null;
        }

        var found = await world.Shard.QueryAsync<(TokenView View, ulong Requestor, ushort Book)?>(state =>
        {
            if (!state.Tokens.TryFind(id, out var index))
            {
                return null;
            }

            ref readonly var row = ref state.Tokens[index];
            var card = state.Cards.FindCard(state.Tokens.CardOf(index))!;
            var issuer = state.Tokens.AccountOf(index).Book;
            return (TokenView.Of(row, card, state.Tokens.DeviceOf(index)), row.Requestor, issuer.Number);
        });
        var scope = new Scope(caller, world.Directory.Current);
        return found is var (view, requestor, book) && scope.SeesToken(requestor, book) ? view : null;
    }
}
