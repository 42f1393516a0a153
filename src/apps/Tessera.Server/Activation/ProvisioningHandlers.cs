using Microsoft.Data.Sqlite;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Hsm.Numbers;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>From a card number to the issuer's decision: eligibility, terms, link. One command each.</summary>
public sealed class ProvisioningHandlers(TesseraWorld world, ProvisioningAccess access)
{
    private const int CandidateCount = 8;

    public async ValueTask<Answer<ProvisioningView>> CreateAsync(
        PostCall<CreateProvisioningBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!Pan.TryRead(body.Pan.Reveal(), out var pan, out _))
        {
            return new Problem(ProblemKinds.MemberInvalid, "Not a card number.", "$.pan");
        }

        if (!WireText.TryReadMonth(body.Expiry, out var expiry))
        {
            return new Problem(ProblemKinds.MemberInvalid, "An expiry is YYYY-MM.", "$.expiry");
        }

        var scope = new Scope(call.Caller, world.Directory.Current);
        if (!DeviceId.TryParse(body.Device, out var device)
            || await world.Shard.QueryAsync(state => state.Activation.FindDevice(device)) is not { } found
            || !scope.SeesRequestor(found.Requestor))
        {
            return RefusalProblems.Of(ActivationRefusal.DeviceUnknown);
        }

        // One answer for an unknown number and a wrong expiry: this is no place to try numbers.
        if (!world.Vault.TryFind(pan, out var row)
            || await world.Shard.QueryAsync(
                state => state.Cards.FindByPan(new Id<IdKinds.Pan>(row.Value))) is not { } card
            || card.Pan.Value != row.Value || card.ExpiryYearMonth != expiry)
        {
            return RefusalProblems.Of(ActivationRefusal.CardUnknown);
        }

        var id = DerivedId.Of<IdKinds.Provisioning>(call.Key.Id);
        return await RunAsync(new ActivationCommand.CheckEligibility(id, card.Id, device), call.Key, card);
    }

    public async ValueTask<Answer<ProvisioningView>> AcceptTermsAsync(
        PostCall<AcceptTermsBody> call, CancellationToken cancel)
    {
        if (call.Body.TermsVersion != TermsView.Current.Version)
        {
            return new Problem(ProblemKinds.MemberInvalid, "These are not the terms in force.", "$.terms_version");
        }

        return await access.FindAsync(call.Caller, call.Id) is { } provisioning
            ? await RunAsync(new ActivationCommand.AcceptTerms(provisioning.Id, call.Body.TermsVersion), call.Key)
            : RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
    }

    public async ValueTask<Answer<ProvisioningView>> LinkAsync(
        PostCall<LinkDeviceBody> call, CancellationToken cancel)
    {
        if (!call.Body.Signals.IsWithinRange())
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "Scores run from 1 to 5, days from 0, names from 1.", "$.signals");
        }

        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        var issuer = new BookId(provisioning.IssuerBook);
        if (world.Directory.Current.FindTokenRange(issuer, provisioning.Requestor) is not { } range)
        {
            return RefusalProblems.Of(ActivationRefusal.NoTokenRange);
        }

        var command = new ActivationCommand.Provision(
            provisioning.Id, call.Body.Signals.ToCore(), DerivedId.Of<IdKinds.Token>(call.Key.Id),
            Candidates(range));
        return await RunAsync(command, call.Key);
    }

    public async ValueTask<Answer<ProvisioningView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        if (await access.FindAsync(call.Caller, call.Id) is not { } provisioning)
        {
            return RefusalProblems.Of(ActivationRefusal.ProvisioningUnknown);
        }

        var card = await access.CardAsync(provisioning);
        return ProvisioningView.Of(provisioning) with { CardLastFour = card.LastFour };
    }

    public async ValueTask<Answer<Page<ProvisioningView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var page = world.ReadModels.Page(
            new PageSql(
                "provisioning", "id, state, path, reasons, token, card, device",
                "$all = 1 OR requestor = $requestor OR issuer_book = $issuer"),
            ProvisioningFilter.Values(call.Caller, world.Directory.Current), call.Limit, call.StartingAfter, Read);
        return page is not null ? page : new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
    }

    private static Pan[] Candidates(AccountRange range)
    {
        var numbers = new TokenRange(range.Prefix, range.NumberLength);
        return [.. Enumerable.Range(0, CandidateCount).Select(_ => TokenNumbers.System.Draw(numbers))];
    }

    private static ProvisioningView Read(SqliteDataReader row)
    {
        var path = (ActivationPath)row.GetInt32(2);
        return new ProvisioningView
        {
            Id = row.GetString(0),
            State = WireText.Of((ProvisioningState)row.GetInt32(1)),
            Path = path == ActivationPath.None ? null : WireText.Of(path),
            Reasons = path == ActivationPath.None ? null : WireText.Flags((ActivationReason)row.GetInt32(3)),
            Token = row.GetString(4) is { Length: > 0 } token ? token : null,
            Card = row.GetString(5),
            Device = row.GetString(6),
        };
    }

    private ValueTask<Answer<ProvisioningView>> RunAsync(Command command, CommandKey key, Card? card = null)
        => world.Commands.RunAsync<Reply.ProvisioningAnswered, ProvisioningView>(
            command, key, reply => ProvisioningView.Of(reply) with
            {
                Card = card?.Id.ToString(),
                CardLastFour = card?.LastFour,
            });
}
