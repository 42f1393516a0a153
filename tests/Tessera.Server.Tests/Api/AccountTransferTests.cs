using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Client.Operations;
using Tessera.Client.Wire;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

public sealed class AccountTransferTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transfer_moves_money_and_the_feed_tells_of_it()
    {
        var (source, target) = await AccountsAsync();
        var request = new CreateAccountTransfer(source, target, 300, "USD");
        var call = new ApiCall { IdempotencyKey = Guid.NewGuid().ToString() };
        var made = await server.Issuer.Accounts.TransferAsync(request, call, Cancel);
        Assert.Equal((source, target, 300, "USD"), (made.Source, made.Target, made.Amount, made.Currency));
        Assert.Equal(made, await server.Issuer.Accounts.TransferAsync(request, call, Cancel));
        Assert.Equal(700, (await server.Issuer.Accounts.GetAsync(source, Cancel)).Available);
        Assert.Equal(1_300, (await server.Issuer.Accounts.GetAsync(target, Cancel)).Available);
        var told = Assert.Single((await server.Operator.Events.ListOfAsync(made.Id, new(10), Cancel)).Data);
        Assert.Equal("account.transferred", told.Type);
        Assert.Equal(target, told.Data!.Value.GetProperty("target").GetString());
    }

    [Fact]
    public async Task More_than_is_available_is_refused()
    {
        var (source, target) = await AccountsAsync();
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Accounts.TransferAsync(
            new CreateAccountTransfer(source, target, 1_001, "USD"), cancel: Cancel));
        Assert.Equal((402, "insufficient_funds"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Another_issuers_accounts_are_not_found()
    {
        var (source, target) = await AccountsAsync();
        var participant = await server.Operator.Participants.CreateAsync(new CreateParticipant
        {
            Name = "Stranger", Roles = [ParticipantRole.Issuer], Book = 111, Code = "777111", Country = 840,
        });
        var key = await server.Operator.ApiKeys.CreateAsync(new CreateApiKey
        {
            Name = "stranger", Role = "issuer", Owner = participant.Id,
        });
        var head = server.JournalHead;
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Client(key.Secret!).Accounts.TransferAsync(
                new CreateAccountTransfer(source, target, 1, "USD"), cancel: Cancel));
        Assert.Equal((404, head), (refused.Status, server.JournalHead));
    }

    private async Task<(string Source, string Target)> AccountsAsync()
    {
        var (_, _, source) = await server.NewCardAsync(1_000);
        var (_, _, target) = await server.NewCardAsync(1_000);
        return (source, target);
    }
}
