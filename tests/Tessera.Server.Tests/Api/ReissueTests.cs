using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Client.Payments;
using Tessera.Client.Tokens;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>A card is re-issued and an account closed while a phone has a token of it.</summary>
public sealed class ReissueTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reissued_card_keeps_its_token_and_only_its_new_number_is_known()
    {
        var (pan, card, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        var newPan = server.NewPan();
        var reissued = await server.Issuer.Cards.ReissueAsync(
            card.Id, new ReissueCard { Pan = newPan, Expiry = "2034-06" }, cancel: Cancel);

        Assert.Equal((card.Id, newPan[^4..], "2034-06"), (reissued.Id, reissued.LastFour, reissued.Expiry));
        Assert.Equal(card.PaymentAccountReference, reissued.PaymentAccountReference);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone)).State);
        Assert.Equal(newPan[^4..], (await server.Wallet.Tokens.GetAsync(phone.Token, Cancel)).CardLastFour);
        var listed = await server.Wallet.Tokens.ListAsync(new(100), Cancel);
        Assert.Equal(newPan[^4..], listed.Data.Single(token => token.Id == phone.Token).CardLastFour);
        var cards = await server.Issuer.Cards.ListAsync(new(100), Cancel);
        Assert.Equal("2034-06", cards.Data.Single(other => other.Id == card.Id).Expiry);

        Assert.Equal("card_unknown", await RefusedActivationAsync(phone, pan, "2031-12"));
        using var second = await TestPhone.RegisterAsync(server.Wallet);
        var again = await second.LinkAsync(newPan, "2034-06", TestPhone.Signals());
        Assert.Equal(ProvisioningState.Approved, again.State);
        Assert.Equal(card.Id, (await server.Wallet.Provisionings.GetAsync(again.Id, Cancel)).Card);
    }

    [Fact]
    public async Task A_number_of_another_card_or_range_is_refused()
    {
        var (pan, _, _) = await server.NewCardAsync();
        var (_, card, _) = await server.NewCardAsync();
        Assert.Equal("already_registered", await RefusedAsync(card.Id, pan));
        Assert.Equal("range_unknown", await RefusedAsync(card.Id, "4111111111111111"));
        Assert.Equal("member_invalid", await RefusedAsync(card.Id, "9999000000000001"));
        Assert.Equal("nothing_new", await RefusedAsync(card.Id, null, sequenceNumber: 1));
    }

    [Fact]
    public async Task Under_the_same_number_the_next_sequence_number_is_taken()
    {
        var (_, card, _) = await server.NewCardAsync();
        for (int i = 0; i < 2; i++)
        {
            await server.Issuer.Cards.ReissueAsync(
                card.Id, new ReissueCard { Expiry = "2034-06" }, cancel: Cancel);
        }

        Assert.Equal("nothing_new", await RefusedAsync(card.Id, null, sequenceNumber: 3));
    }

    [Fact]
    public async Task A_closed_account_closes_its_cards_and_deletes_their_tokens()
    {
        var (pan, card, account) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        Assert.Equal("open", (await server.Issuer.Accounts.GetAsync(account, Cancel)).State);
        Assert.Equal("closed", (await server.Issuer.Accounts.CloseAsync(account, cancel: Cancel)).State);

        Assert.Equal("token_is_deleted", (await PayAsync(phone)).DeclineCode);
        Assert.Equal(TokenState.Deleted, (await server.Wallet.Tokens.GetAsync(phone.Token, Cancel)).State);
        Assert.Equal(CardState.Closed, (await server.Issuer.Cards.GetAsync(card.Id, Cancel)).State);
        var read = await server.Issuer.Accounts.GetAsync(account, Cancel);
        Assert.Equal(("closed", 1_000_00), (read.State, read.Available));
    }

    private static async Task<string> RefusedActivationAsync(TestPhone phone, string pan, string expiry)
        => (await Assert.ThrowsAsync<TesseraProblemException>(
            () => phone.LinkAsync(pan, expiry, TestPhone.Signals()))).Code;

    private async Task<string> RefusedAsync(string card, string? pan, int? sequenceNumber = null)
        => (await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Cards.ReissueAsync(
            card, new ReissueCard { Pan = pan, Expiry = "2034-06", SequenceNumber = sequenceNumber },
            cancel: Cancel))).Code;

    private Task<Payment> PayAsync(TestPhone phone) => server.Coffee.Payments.AuthoriseAsync(
        phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today)), cancel: Cancel);
}
