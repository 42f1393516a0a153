using System.Globalization;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

/// <summary>Ranges of card and token numbers. The issuer's keys of a range are there before the range is, so that no
/// number of it is ever without keys.</summary>
public sealed class AccountRangeHandlers(TesseraWorld world)
{
    private const int ShortestFundingNumber = 12;
    private const int ShortestTokenNumber = 13;
    private const int LongestNumber = 19;
    private const int LeastRoom = 3;
    private const int LongestName = 100;
    private const int LongestApplicationId = 32;

    public async ValueTask<Answer<AccountRangeView>> CreateAsync(
        PostCall<CreateAccountRangeBody> call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        if (Refusal(call.Body) is { } refusal)
        {
            return refusal;
        }

        var scope = new Scope(call.Caller, directory);
        if (scope.Participant(call.Body.Issuer, ParticipantRoles.Issuer) is not { } issuer)
        {
            return new Problem(ProblemKinds.NotFound, "No such issuer.", "$.issuer");
        }

        if (scope.Participant(call.Body.Network, ParticipantRoles.Network) is not { } network)
        {
            return new Problem(ProblemKinds.NotFound, "No such network.", "$.network");
        }

        if (!TryFindRequestor(call.Body, directory, out var requestor))
        {
            return RefusalProblems.Of(DirectoryRefusal.RequestorUnknown);
        }

        var range = new AccountRange(
            call.Body.Prefix, (byte)call.Body.NumberLength, call.Body.Kind.Value, issuer.Book, network.Book,
            KeySetOf(call.Body, issuer.Book, directory),
            call.Body.PaymentSystem, requestor, call.Body.ApplicationPrefix,
            call.Body.Product?.Value ?? CardProduct.Any, call.Body.MagStripe);
        EnsureKeys(range, directory);
        var answer = await world.Commands.RunAsync<Reply.Done, AccountRangeView>(
            new DirectoryCommand.RegisterRange(range, call.Caller.By), call.Key,
            _ => AccountRangeView.Of(range, directory));
        await world.Directory.RefreshAsync();
        return answer;
    }

    /// <summary>In force from the next message on.</summary>
    public async ValueTask<Answer<AccountRangeView>> ChangeAsync(
        PostCall<ChangeAccountRangeBody> call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        var body = call.Body;
        if (directory.Ranges.FirstOrDefault(range => AccountRangeView.IdOf(range) == call.Id) is not { } before)
        {
            return RefusalProblems.Of(DirectoryRefusal.RangeUnknown);
        }

        if (Refusal(body.PaymentSystem, body.ApplicationPrefix) is { } refusal)
        {
            return refusal;
        }

        var after = before with
        {
            PaymentSystem = body.PaymentSystem,
            ApplicationPrefix = body.ApplicationPrefix,
            Product = body.Product?.Value ?? CardProduct.Any,
            TakesMagStripe = body.MagStripe,
            IsWithdrawn = body.Withdrawn,
        };
        var answer = await world.Commands.RunAsync<Reply.Done, AccountRangeView>(
            new DirectoryCommand.ChangeRange(after, call.Caller.By), call.Key,
            _ => AccountRangeView.Of(after, directory));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<Page<AccountRangeView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        return new(DirectoryPage.Of(
            call, directory.Ranges, range => AccountRangeView.Of(range, directory), AccountRangeView.IdOf));
    }

    private static Problem? Refusal(CreateAccountRangeBody body)
    {
        if (body.Prefix.Length is < 6 or > 11 || !body.Prefix.All(char.IsAsciiDigit))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A prefix has 6 to 11 digits.", "$.prefix");
        }

        var shortest = body.Kind.Value == RangeKind.Token ? ShortestTokenNumber : ShortestFundingNumber;
        if (body.NumberLength < shortest || body.NumberLength > LongestNumber
            || body.NumberLength - body.Prefix.Length < LeastRoom)
        {
            return new Problem(
                ProblemKinds.MemberInvalid,
                "Card numbers have 12 to 19 digits, tokens 13 to 19, and three or more follow the prefix.",
                "$.number_length");
        }

        return Refusal(body.PaymentSystem, body.ApplicationPrefix);
    }

    private static Problem? Refusal(string paymentSystem, string applicationPrefix)
    {
        if (paymentSystem.Length is < 1 or > LongestName || paymentSystem.Any(char.IsControl))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A name of 1 to 100 characters.", "$.payment_system");
        }

        return applicationPrefix.Length > LongestApplicationId || applicationPrefix.Length % 2 != 0
            || !applicationPrefix.All(char.IsAsciiHexDigit)
            ? new Problem(
                ProblemKinds.MemberInvalid, "The first bytes of an AID, up to 16, as hex.", "$.application_prefix")
            : null;
    }

    // A token range names its requestor, a funding range names none.
    private static bool TryFindRequestor(CreateAccountRangeBody body, DirectoryState directory, out ulong number)
    {
        number = 0;
        return body.TokenRequestor is null
            ? body.Kind.Value == RangeKind.Funding
            : body.Kind.Value == RangeKind.Token
                && ulong.TryParse(body.TokenRequestor, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && directory.Requestors.ContainsKey(number);
    }

    // A part of a range of the same issuer keeps its keys: cards and tokens that are out go on paying.
    private static string KeySetOf(CreateAccountRangeBody body, ushort issuer, DirectoryState directory)
    {
        var whole = directory.Ranges
            .Where(range => range.Kind == body.Kind.Value && range.IssuerBook == issuer
                && range.NumberLength == body.NumberLength
                && body.Prefix.StartsWith(range.Prefix, StringComparison.Ordinal))
            .MaxBy(range => range.Prefix.Length);
        return whole?.KeySet
            ?? string.Create(CultureInfo.InvariantCulture, $"range-{body.Prefix}-{body.NumberLength}");
    }

    // A range that is there has its keys, maybe under another name; Core refuses it.
    private void EnsureKeys(AccountRange range, DirectoryState directory)
    {
        if (directory.Ranges.All(other => AccountRangeView.IdOf(other) != AccountRangeView.IdOf(range)))
        {
            world.Hsm.EnsureIssuerKeys(range.KeySet);
        }
    }
}
