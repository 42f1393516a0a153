using Tessera.Client.Payments;
using Tessera.Client.Tokens;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>T13: a phone's keys and counter are copied, and both copies pay.</summary>
public sealed class T13ClonedPhoneTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task The_second_use_of_a_counter_value_stops_both_phones()
    {
        using var phone = await server.NewPhoneAsync();
        Assert.Null((await PayAsync(phone)).DeclineCode);
        var forked = phone.Atc;
        Assert.Null((await PayAsync(phone)).DeclineCode);
        phone.Atc = forked;
        Assert.Equal("counter_used", (await PayAsync(phone)).DeclineCode);
        Assert.Equal(TokenState.Suspended, (await server.Wallet.Tokens.GetAsync(phone.Token)).State);
        phone.Atc = (ushort)(forked + 5);
        Assert.Equal("token_is_suspended", (await PayAsync(phone)).DeclineCode);
    }

    [Fact]
    public async Task A_replay_by_a_shop_stops_nobody()
    {
        using var phone = await server.NewPhoneAsync();
        var tap = phone.Tap(500, DemoServer.Today);
        Assert.Null((await SendAsync(phone, tap)).DeclineCode);
        for (var replay = 0; replay < 10; replay++)
        {
            Assert.Equal("counter_used", (await SendAsync(phone, tap)).DeclineCode);
        }

        Assert.Null((await PayAsync(phone)).DeclineCode);
    }

    private Task<Payment> PayAsync(TestPhone phone) => SendAsync(phone, phone.Tap(500, DemoServer.Today));

    private Task<Payment> SendAsync(TestPhone phone, string tap) =>
        server.Coffee.Payments.AuthoriseAsync(phone.Pay(DemoIds.CoffeeTill.ToString(), 500, tap));
}
