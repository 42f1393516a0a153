using System.Globalization;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

/// <summary>Wallets that may ask for tokens.</summary>
public sealed class TokenRequestorHandlers(TesseraWorld world)
{
    private const int NumberLength = 11;

    public async ValueTask<Answer<TokenRequestorView>> CreateAsync(
        PostCall<CreateTokenRequestorBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (body.Number.Length != NumberLength
            || !ulong.TryParse(body.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new Problem(ProblemKinds.MemberInvalid, "A token requestor's number has 11 digits.", "$.number");
        }

        var directory = world.Directory.Current;
        ushort walletBook = 0;
        if (body.Wallet is not null)
        {
            if (new Scope(call.Caller, directory).Participant(body.Wallet, ParticipantRoles.Wallet) is not { } wallet)
            {
                return new Problem(ProblemKinds.NotFound, "No such wallet.", "$.wallet");
            }

            walletBook = wallet.Book;
        }

        var requestor = new TokenRequestor(
            number, body.Name, body.PaymentSystem, walletBook, body.WalletFeeBasisPoints)
        {
            KeyUses = body.KeyUses ?? 0,
            KeyLifeHours = body.KeyLifeHours ?? 0,
        };
        var answer = await world.Commands.RunAsync<Reply.Done, TokenRequestorView>(
            new DirectoryCommand.RegisterRequestor(requestor, call.Caller.By), call.Key,
            _ => TokenRequestorView.Of(requestor, directory));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<Page<TokenRequestorView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        return new(DirectoryPage.Of(
            call, directory.Requestors.Values, requestor => TokenRequestorView.Of(requestor, directory),
            requestor => WireText.Number(requestor.Number)));
    }
}
