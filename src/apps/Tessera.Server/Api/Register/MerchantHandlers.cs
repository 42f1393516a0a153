using System.Globalization;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

/// <summary>Shops.</summary>
public sealed class MerchantHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<MerchantView>> CreateAsync(
        PostCall<CreateMerchantBody> call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        if (new Scope(call.Caller, directory).Participant(call.Body.Acquirer, ParticipantRoles.Acquirer)
            is not { } acquirer)
        {
            return new Problem(ProblemKinds.NotFound, "No acquirer that this key may act for.", "$.acquirer");
        }

        if (!TryRead(call, acquirer.Book, out var merchant, out var problem))
        {
            return problem;
        }

        var answer = await world.Commands.RunAsync<Reply.Done, MerchantView>(
            new DirectoryCommand.RegisterMerchant(merchant, call.Caller.By), call.Key,
            _ => MerchantView.Of(merchant, directory));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public async ValueTask<Answer<MerchantView>> SetAcceptanceAsync(
        PostCall<SetAcceptanceBody> call, CancellationToken cancel)
    {
        if (Find(call.Caller, call.Id) is not { } merchant)
        {
            return RefusalProblems.Of(DirectoryRefusal.MerchantUnknown);
        }

        string[] refused = [.. call.Body.RefusedSystems];
        var answer = await world.Commands.RunAsync<Reply.Done, MerchantView>(
            new DirectoryCommand.SetAcceptance(merchant.Id, refused, call.Caller.By), call.Key,
            _ => MerchantView.Of(merchant with { RefusedSystems = refused }, world.Directory.Current));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public async ValueTask<Answer<MerchantView>> SetTermsAsync(
        PostCall<MerchantTermsBody> call, CancellationToken cancel)
    {
        if (Find(call.Caller, call.Id) is not { } merchant)
        {
            return RefusalProblems.Of(DirectoryRefusal.MerchantUnknown);
        }

        var terms = call.Body.ToCore();
        var answer = await world.Commands.RunAsync<Reply.Done, MerchantView>(
            new DirectoryCommand.SetMerchantTerms(merchant.Id, terms, call.Caller.By), call.Key,
            _ => MerchantView.Of(merchant.With(terms), world.Directory.Current));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<MerchantView>> GetAsync(GetCall call, CancellationToken cancel)
        => new(Find(call.Caller, call.Id) is { } merchant
            ? MerchantView.Of(merchant, world.Directory.Current)
            : RefusalProblems.Of(DirectoryRefusal.MerchantUnknown));

    public ValueTask<Answer<Page<MerchantView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var scope = new Scope(call.Caller, directory);
        return new(DirectoryPage.Of(
            call, directory.Merchants.Values.Where(scope.SeesMerchant),
            merchant => MerchantView.Of(merchant, directory), merchant => merchant.Id.ToString()));
    }

    private static bool TryRead(
        PostCall<CreateMerchantBody> call, ushort acquirerBook, out Merchant merchant, out Problem problem)
    {
        var body = call.Body;
        merchant = null!;
        problem = null!;
        if (body.CategoryCode.Length != 4
            || !ushort.TryParse(body.CategoryCode, NumberStyles.None, CultureInfo.InvariantCulture, out var category))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "A category code has four digits.", "$.category_code");
            return false;
        }

        if (!Currency.TryFromCode(body.Currency, out var currency))
        {
            problem = new Problem(ProblemKinds.CurrencyUnknown, param: "$.currency");
            return false;
        }

        if (body.Country is < 1 or > 999)
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "A country is an ISO 3166-1 number.", "$.country");
            return false;
        }

        merchant = new Merchant
        {
            Id = DerivedId.Of<IdKinds.Merchant>(call.Key.Id),
            Number = MerchantNumbers.Of(call.Key.Id),
            AcquirerBook = acquirerBook,
            Name = body.Name,
            CategoryCode = category,
            Country = (ushort)body.Country,
            CurrencyNumber = currency.Number,
            FeeBasisPoints = body.FeeBasisPoints ?? 0,
            FeeFixedMinor = body.FeeFixed ?? 0,
            RefusedSystems = [],
        };
        return true;
    }

    private Merchant? Find(Caller caller, string text)
    {
        var directory = world.Directory.Current;
        var merchant = MerchantId.TryParse(text, out var id) ? directory.FindMerchant(id) : null;
        return new Scope(caller, directory).SeesMerchant(merchant) ? merchant : null;
    }
}
