using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

// Goal: a foreign acquirer's messages, byte by byte on a socket: the shop comes from the message, the books stay right.
public sealed class OutsideAcquirerTests : IAsyncLifetime
{
    private readonly DemoServer server = new();
    private OutsideAcquirer acquirer = null!;
    private SwitchPeer link = null!;
    private TestPhone phone = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        acquirer = new OutsideAcquirer(server);
        await acquirer.RegisterAsync();
        link = await acquirer.ConnectAsync();
        phone = await server.NewPhoneAsync();
    }

    public async ValueTask DisposeAsync()
    {
        phone.Dispose();
        await link.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_tap_at_a_shop_that_nobody_registered_here_is_approved()
    {
        DemoTap tap = OutsideAcquirer.Tap(phone, 2_500);
        byte[] answer = await link.AskAsync(tap.Write());
        Assert.Equal(("0110", "00"), (Messages.Type(answer), Messages.Text(answer, 39)));
        Payment payment = (await acquirer.FindAsync(tap))!;
        Assert.Equal("Far Shop", payment.Facts.OutsideTerminal!.MerchantName);
        Assert.Equal(2_500, payment.HeldMinor);
        Assert.Equal((31, 124), ((int)payment.Facts.AcquirerBook, (int)payment.Facts.Country));
        Assert.Equal(answer, await link.AskAsync(tap.Write(0x0101)));
    }

    [Fact]
    public async Task Its_reversal_lets_the_hold_go_and_one_before_its_original_stops_it()
    {
        DemoTap tap = OutsideAcquirer.Tap(phone, 2_500);
        await link.AskAsync(tap.Write());
        Assert.Equal("00", await CodeAsync(OutsideAcquirer.Reversal(tap)));
        Assert.Equal(PaymentState.Reversed, (await acquirer.FindAsync(tap))!.State);
        DemoTap late = OutsideAcquirer.Tap(phone, 2_600);
        Assert.Equal("25", await CodeAsync(OutsideAcquirer.Reversal(late)));
        Assert.NotEqual("00", await CodeAsync(late.Write()));
        Assert.Null(await acquirer.FindAsync(late));
    }

    [Fact]
    public async Task Its_presentment_moves_the_money_once_and_its_refund_brings_it_back()
    {
        DemoTap tap = OutsideAcquirer.Tap(phone, 5_000);
        await link.AskAsync(tap.Write());
        byte[] presentment = OutsideAcquirer.Presentment(tap, 4_000, isFinal: true);
        Assert.Equal("00", await CodeAsync(presentment));
        Assert.Equal("00", await CodeAsync(presentment));
        Payment payment = (await acquirer.FindAsync(tap))!;
        Assert.Equal((0L, 4_000L), (payment.HeldMinor, payment.CapturedMinor));
        Assert.Equal(4_000, await OwedToAsync(31));
        Assert.Equal("00", await CodeAsync(
            OutsideAcquirer.Presentment(tap, 1_500, isFinal: true, isRefund: true)));
        Assert.Equal(1_500, (await acquirer.FindAsync(tap))!.RefundedMinor);
        await AssertBalancedAsync();
    }

    [Fact]
    public async Task A_presentment_that_nobody_authorised_is_posted_and_marked()
    {
        DemoTap tap = OutsideAcquirer.Tap(phone, 700);
        Assert.Equal("00", await CodeAsync(OutsideAcquirer.Presentment(tap, 700, isFinal: true)));
        Assert.Equal((0L, 700L), ((await acquirer.FindAsync(tap))!.AuthorisedMinor, await OwedToAsync(31)));
        await AssertBalancedAsync();
    }

    [Fact]
    public async Task It_gives_no_advice_and_speaks_for_nobody_else()
    {
        DemoTap tap = OutsideAcquirer.Tap(phone, 700);
        Assert.Equal("12", await CodeAsync(tap.With(38, "123456").Write(0x0120)));
        Assert.Equal("63", await CodeAsync(tap.With(32, DemoTap.Acquirer).Write()));
        Assert.Equal("30", await CodeAsync(tap.With(55, "").With(48, "0206000011").Write()));
        Assert.Null(await acquirer.FindAsync(tap));
    }

    private async Task<string> CodeAsync(byte[] message) => Messages.Text(await link.AskAsync(message), 39);

    // Of captured money, before the fees that go the other way.
    private async Task<long> OwedToAsync(ulong acquirerBook) => await server.Host.World.Shard.QueryAsync(
        state => -state.Ledger.Read(AccountId.Of(
            new(DemoIds.NetworkBook), AccountRole.DueTo, Currency.Usd, acquirerBook)).BalanceMinor);

    private async Task AssertBalancedAsync()
    {
        var (balance, unequal) = await server.Host.World.Shard.QueryAsync(state => (
            TrialBalance.Of(state.Ledger), TrialBalance.FirstUnequalPair(state.Ledger, state.Directory.IsHere)));
        Assert.Null(unequal);
        Assert.All(balance.Sums().Values, sum => Assert.Equal(0, (long)sum));
    }
}
