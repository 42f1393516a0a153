using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Hsm.Subjects;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Cards;

/// <summary>Funding cards. The number goes to the vault before the event that names it; Core sees a
/// reference.</summary>
public sealed class CardHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<CardView>> CreateAsync(PostCall<CreateCardBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (CardMembers.Read(body.Pan, body.SequenceNumber, body.Expiry, out var pan, out var expiry) is { } fault)
        {
            return fault;
        }

        var directory = world.Directory.Current;
        if (!CardAccountId.TryParse(body.Account, out var accountId)
            || await world.Shard.QueryAsync(state => state.Cards.FindAccount(accountId)) is not { } account
            || !new Scope(call.Caller, directory).SeesIssuer(account.IssuerBook))
        {
            return RefusalProblems.Of(CardRefusal.AccountUnknown);
        }

        if (!CardMembers.IsOfIssuer(pan, account.IssuerBook, directory))
        {
            return RefusalProblems.Of(DirectoryRefusal.RangeUnknown);
        }

        // Stored before the command is decided, so a refused body must not reach the person of the one that was taken.
        var holder = DerivedId.Of<IdKinds.Subject>(call.Key);
        var storing = world.Vault.StoreAsync(pan, cancel);
        await Task.WhenAll(storing, StoreHolderAsync(holder, body.Holder));
        var row = await storing;
        var card = new Card(
            CardIds.Of(row), accountId, new PanReference(row.Value), pan.LastFour, expiry,
            (byte)(body.SequenceNumber ?? 1), holder, CardIds.PaymentAccount(row), CardStatus.Active);
        return await world.Commands.RunAsync<Reply.CardEnrolled, CardView>(
            new CardCommand.Enrol(card), call.Key, reply => CardView.Of(reply.Card));
    }

    public async ValueTask<Answer<CardView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var scope = new Scope(call.Caller, world.Directory.Current);
        if (!CardId.TryParse(call.Id, out var id)
            || await FindAsync(id) is not var (card, issuerBook)
            || !scope.SeesIssuer(issuerBook))
        {
            return RefusalProblems.Of(CardRefusal.CardUnknown);
        }

        return CardView.Of(card);
    }

    /// <summary>New plastic: its tokens stay. Without a number the present one gets the next sequence number.</summary>
    public async ValueTask<Answer<CardView>> ReissueAsync(PostCall<ReissueCardBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (CardMembers.Read(body.Pan, body.SequenceNumber, body.Expiry, out var pan, out var expiry) is { } fault)
        {
            return fault;
        }

        var directory = world.Directory.Current;
        if (!CardId.TryParse(call.Id, out var id)
            || await FindAsync(id) is not var (card, issuerBook)
            || !new Scope(call.Caller, directory).SeesIssuer(issuerBook))
        {
            return RefusalProblems.Of(CardRefusal.CardUnknown);
        }

        if (body.Pan is not null && !CardMembers.IsOfIssuer(pan, issuerBook, directory))
        {
            return RefusalProblems.Of(DirectoryRefusal.RangeUnknown);
        }

        var reference = body.Pan is null
            ? card.Pan : new PanReference((await world.Vault.StoreAsync(pan, cancel)).Value);
        int sequence = body.SequenceNumber ?? (body.Pan is null ? card.SequenceNumber + 1 : 1);
        return await world.Commands.RunAsync<Reply.CardEnrolled, CardView>(
            new CardCommand.Reissue(
                id, reference, body.Pan is null ? card.LastFour : pan.LastFour, expiry, (byte)sequence,
                call.Caller.By),
            call.Key, reply => CardView.Of(reply.Card));
    }

    public ValueTask<Answer<CardView>> BlockAsync(PostCall<NoBody> call, CancellationToken cancel)
        => SetStatusAsync(call, CardStatus.Blocked);

    public ValueTask<Answer<CardView>> UnblockAsync(PostCall<NoBody> call, CancellationToken cancel)
        => SetStatusAsync(call, CardStatus.Active);

    public ValueTask<Answer<CardView>> CloseAsync(PostCall<NoBody> call, CancellationToken cancel)
        => SetStatusAsync(call, CardStatus.Closed);

    /// <summary>Destroys the holder's key in the subject store: name, phone and address are gone for good, also from
    /// copies of the store. The journal names a reference and stays as it is.</summary>
    public async ValueTask<Answer<CardView>> EraseHolderAsync(PostCall<NoBody> call, CancellationToken cancel)
    {
        var scope = new Scope(call.Caller, world.Directory.Current);
        if (!CardId.TryParse(call.Id, out var id)
            || await FindAsync(id) is not var (card, issuerBook)
            || !scope.SeesIssuer(issuerBook))
        {
            return RefusalProblems.Of(CardRefusal.CardUnknown);
        }

        world.Subjects.Erase(new Id<SubjectRow>(card.Holder.Value));
        return CardView.Of(card);
    }

    public async ValueTask<Answer<Page<CardView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var page = world.ReadModels.Page(
            new PageSql(
                "card", "id, account, last_four, expiry, status, payment_account", "$all = 1 OR issuer_book = $issuer"),
            ProvisioningFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter, Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private static CardView Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Account = row.GetString(1),
        LastFour = row.GetString(2),
        Expiry = WireText.Month(row.GetInt32(3)),
        State = WireText.Of((CardStatus)row.GetInt32(4)),
        PaymentAccountReference = row.GetString(5),
    };

    private async ValueTask<Answer<CardView>> SetStatusAsync(PostCall<NoBody> call, CardStatus status)
    {
        var scope = new Scope(call.Caller, world.Directory.Current);
        if (!CardId.TryParse(call.Id, out var id)
            || await FindAsync(id) is not var (card, issuerBook)
            || !scope.SeesIssuer(issuerBook))
        {
            return RefusalProblems.Of(CardRefusal.CardUnknown);
        }

        return await world.Commands.RunAsync<Reply.Done, CardView>(
            new CardCommand.SetStatus(id, status, call.Caller.By), call.Key,
            _ => CardView.Of(card with { Status = status }));
    }

    private ValueTask<(Card Card, ushort IssuerBook)?> FindAsync(CardId id)
        => world.Shard.QueryAsync<(Card, ushort)?>(state => state.Cards.FindCard(id) is { } card
            ? (card, state.Cards.FindAccount(card.Account)!.IssuerBook)
            : null);

    private Task<bool> StoreHolderAsync(SubjectReference holder, CardHolderBody body)
    {
        List<(string, string)> fields = [("name", body.Name.Reveal())];
        if (body.Phone is { } phone)
        {
            fields.Add(("phone", phone.Reveal()));
        }

        if (body.Email is { } email)
        {
            fields.Add(("email", email.Reveal()));
        }

        return world.Subjects.PutAsync(new Id<SubjectRow>(holder.Value), [.. fields]);
    }
}
