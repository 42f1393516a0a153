using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Payments;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

public sealed class CardStatusTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_blocked_card_declines_its_tokens_until_it_is_unblocked_and_a_closed_one_stays_closed()
    {
        var (pan, card, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);

        Assert.Equal(CardState.Blocked, (await server.Issuer.Cards.BlockAsync(card.Id)).State);
        Assert.Equal("card_not_active", (await PayAsync(phone)).DeclineCode);
        Assert.Equal(CardState.Active, (await server.Issuer.Cards.UnblockAsync(card.Id)).State);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone)).State);
        Assert.Equal(CardState.Closed, (await server.Issuer.Cards.CloseAsync(card.Id)).State);
        var again = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Cards.UnblockAsync(card.Id));
        Assert.Equal("card_is_closed", again.Code);
        Assert.Equal(CardState.Closed, (await server.Issuer.Cards.GetAsync(card.Id)).State);
    }

    private Task<Payment> PayAsync(TestPhone phone) => server.Coffee.Payments.AuthoriseAsync(
        phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today)));
}
