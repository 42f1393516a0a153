using Tessera.Client.Payments;
using Tessera.Client.Settlement;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>From captures to a confirmed payout; counts of usage on the way.</summary>
public sealed class SettlementTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_window_closes_settles_and_pays_out()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        var paid = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 10_000, phone.Tap(10_000, DemoServer.Today)), cancel: cancel);
        await server.Coffee.Payments.CaptureAsync(paid.Id, new CapturePayment(10_000, "USD"), cancel: cancel);
        await server.Coffee.Payments.RefundAsync(paid.Id, new RefundPayment(1_000, "USD"), cancel: cancel);
        await server.Coffee.Payments.ReportRefusedAttemptAsync(
            new RefusedAttempt(DemoIds.CoffeeTill.ToString(), "other_wallet"), cancel: cancel);

        var closed = await server.Operator.Settlements.CloseWindowAsync(cancel: cancel);
        Assert.Equal("closed", closed.State);
        var settled = await server.Operator.Settlements.SettleAsync(closed.Id, cancel: cancel);
        var payout = Assert.Single(settled.Payouts);
        var report = await server.Operator.Settlements.GetAsync(closed.Id, cancel);
        Assert.Equal("settled", report.State);
        Assert.Equal(0, report.Positions.Sum(position => position.Net));
        var line = Assert.Single(report.Lines);
        Assert.Equal(line.Captured - line.Refunded - line.Fees, line.Net);
        Assert.Equal(9_000 - line.Fees, payout.Amount);
        var confirmed = await server.Operator.Settlements.ConfirmPayoutAsync(
            payout.Id, new ConfirmPayout(payout.Amount, "USD", "stmt-1"), cancel: cancel);
        Assert.Equal("settled", confirmed.State);
        var list = await server.Operator.Settlements.ListAsync(cancel: cancel);
        Assert.Equal("stmt-1", Assert.Single(Assert.Single(list.Data).Payouts).StatementReference);

        var usage = await server.Operator.Statistics.UsageAsync(cancel);
        var wallet = usage.Systems.Single(row => row.System == DemoIds.WalletSystem);
        var other = usage.Systems.Single(row => row.System == "other_wallet");
        Assert.Equal((10_000, 1), (wallet.ShareBasisPoints, wallet.Approved));
        Assert.Equal((0, 1), (other.ShareBasisPoints, other.Refused));
        var value = Assert.Single(wallet.Values);
        Assert.Equal(("USD", 10_000), (value.Currency, value.ShareBasisPoints));
    }

    [Fact]
    public async Task A_merchant_that_refuses_the_wallet_declines_it_by_policy()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        await server.Books.Merchants.SetAcceptanceAsync(
            DemoIds.Books.ToString(), new([DemoIds.WalletSystem]), cancel: cancel);
        var declined = await server.Books.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.BooksTill.ToString(), 100, phone.Tap(100, DemoServer.Today)), cancel: cancel);
        Assert.Equal("merchant_refuses_system", declined.DeclineCode);
        await server.Books.Merchants.SetAcceptanceAsync(DemoIds.Books.ToString(), new([]), cancel: cancel);
    }
}
