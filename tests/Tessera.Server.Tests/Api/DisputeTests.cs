using Tessera.Client;
using Tessera.Client.Directory;
using Tessera.Client.Disputes;
using Tessera.Client.Payments;
using Tessera.Client.Settlement;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>A day of one shop over the API: a chargeback through all its turns, caps, and the reports that tie to the
/// books.</summary>
public sealed class DisputeTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chargeback_goes_through_its_turns_and_the_reports_tie_to_the_books()
    {
        await server.Operator.Policies.SetChargebackAsync(
            await server.Operator.Policies.GetChargebackAsync(Cancel) with { MerchantFee = 1_500, RulingFee = 2_500 },
            cancel: Cancel);
        var acquirer = server.Client(server.Host.DemoKeys!.Acquirer);
        await acquirer.Merchants.SetTermsAsync(
            DemoIds.Coffee.ToString(),
            new MerchantTerms
            {
                FeePlan = "interchange_plus", FeeBasisPoints = 50, FeeFixed = 10, ReserveBasisPoints = 1_000,
                ReserveDays = 30,
            },
            cancel: Cancel);
        var paid = await CapturedAsync(20_000);
        Assert.Equal(paid, (await server.Issuer.Payments.GetAsync(paid, Cancel)).Id);
        Assert.Contains((await server.Issuer.Payments.ListAsync(cancel: Cancel)).Data, row => row.Id == paid);

        var opened = await server.Issuer.Chargebacks.OpenAsync(
            new CreateChargeback(paid, 5_000, "USD") { Reason = "not_received" }, cancel: Cancel);
        Assert.Equal(("opened", 5_000L), (opened.State, opened.Amount));
        var represented = await server.Coffee.Chargebacks.RepresentAsync(
            opened.Id, new Represent("slip 7"), cancel: Cancel);
        Assert.Equal(("represented", "slip 7"), (represented.State, represented.Evidence));
        await server.Issuer.Chargebacks.PreArbitrateAsync(opened.Id, cancel: Cancel);
        var ruled = await server.Operator.Chargebacks.RuleAsync(opened.Id, new Rule("issuer"), cancel: Cancel);
        Assert.Equal(("won", "ruled", (string?)null), (ruled.State, ruled.Closing, ruled.Due));
        Assert.Equal(ruled, await server.Coffee.Chargebacks.GetAsync(opened.Id, Cancel));
        Assert.Equal(ruled, Assert.Single((await acquirer.Chargebacks.ListAsync(cancel: Cancel)).Data));
        var late = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Coffee.Chargebacks.AcceptAsync(opened.Id, cancel: Cancel));
        Assert.Equal("chargeback_step_wrong", late.Code);

        Assert.Equal(5_000, (await server.Coffee.Payments.GetAsync(paid, Cancel)).AmountChargedBack);
        Assert.Equal(5_000, (await server.Coffee.Payments.ListAsync(cancel: Cancel)).Data
            .Single(payment => payment.Id == paid).AmountChargedBack);
        var issuers = Assert.Single((await server.Issuer.Presentments.ListAsync(paid, cancel: Cancel)).Data);
        Assert.Equal((20_000L, 300L, (long?)30), (issuers.Amount, issuers.Interchange, issuers.WalletFee));
        Assert.Null(issuers.MerchantFee);
        var shops = Assert.Single((await server.Coffee.Presentments.ListAsync(paid, cancel: Cancel)).Data);
        Assert.Equal(((long?)300 + 20 + 100 + 10, (long?)null), (shops.MerchantFee, shops.WalletFee));

        var before = await server.Operator.Settlements.PositionsAsync(Cancel);
        var closed = await server.Operator.Settlements.CloseWindowAsync(cancel: Cancel);
        await server.Operator.Settlements.SettleAsync(closed.Id, cancel: Cancel);
        await CheckReportsAsync(closed.Id, before);
    }

    [Fact]
    public async Task A_cap_is_set_seen_and_stops_approvals()
    {
        await server.Operator.Settlements.SetNetDebitCapAsync(
            DemoIds.Issuer.ToString(), new NetDebitCap("USD", 1), cancel: Cancel);
        using var phone = await server.NewPhoneAsync();
        var declined = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 700, phone.Tap(700, DemoServer.Today)), cancel: Cancel);
        Assert.Equal("net_debit_cap_reached", declined.DeclineCode);
        var report = await server.Issuer.Settlements.PositionsAsync(Cancel);
        Assert.All(report.Positions, position => Assert.Equal(DemoIds.Issuer.ToString(), position.Participant));
        Assert.Equal(1, Assert.Single(report.Positions).Cap);
        await server.Operator.Settlements.SetNetDebitCapAsync(
            DemoIds.Issuer.ToString(), new NetDebitCap("USD", null), cancel: Cancel);
        Assert.True((await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 700, phone.Tap(700, DemoServer.Today)), cancel: Cancel))
            .DeclineCode is null);
    }

    [Fact]
    public async Task Another_issuers_payment_cannot_be_charged_back_nor_a_strange_exception_closed()
    {
        var paid = await CapturedAsync(300);
        var unknown = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Chargebacks.OpenAsync(
            new CreateChargeback("pay_x", 300, "USD") { Reason = "fraud" }, cancel: Cancel));
        Assert.Equal(("payment_unknown", "$.payment"), (unknown.Code, unknown.Problem.Param));
        var currency = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Chargebacks.OpenAsync(
            new CreateChargeback(paid, 300, "EUR") { Reason = "fraud" }, cancel: Cancel));
        Assert.Equal("$.currency", currency.Problem.Param);
        Assert.Empty((await server.Operator.Presentments.ExceptionsAsync(cancel: Cancel)).Data);
        var none = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Presentments.CloseCaseAsync(
            "prs_00000000000000000000000001", new CloseCase("accepted"), cancel: Cancel));
        Assert.Equal("case_unknown", none.Code);
    }

    [Fact]
    public async Task The_acceptance_map_says_who_takes_what_since_when()
    {
        var map = await server.Operator.Statistics.AcceptanceAsync(Cancel);
        var books = map.Rows.Where(row => row.Merchant == DemoIds.Books.ToString()).ToList();
        Assert.Contains(books, row => row is { System: DemoIds.WalletSystem, Accepts: true });
        Assert.Contains(books, row => row is { System: DemoIds.CardSystem, Accepts: true });
        await server.Books.Merchants.SetAcceptanceAsync(
            DemoIds.Books.ToString(), new([DemoIds.WalletSystem, "other_wallet"]), cancel: Cancel);
        var own = await server.Books.Statistics.AcceptanceAsync(Cancel);
        Assert.All(own.Rows, row => Assert.Equal(DemoIds.Books.ToString(), row.Merchant));
        var refused = own.Rows.Single(row => row.System == DemoIds.WalletSystem);
        Assert.False(refused.Accepts);
        Assert.NotEqual(books.Single(row => row.System == DemoIds.WalletSystem).Since, refused.Since);
        Assert.False(own.Rows.Single(row => row.System == "other_wallet").Accepts);
        Assert.Equal(
            books.Single(row => row.System == DemoIds.CardSystem),
            own.Rows.Single(row => row.System == DemoIds.CardSystem));
        await server.Books.Merchants.SetAcceptanceAsync(DemoIds.Books.ToString(), new([]), cancel: Cancel);
        var again = (await server.Books.Statistics.AcceptanceAsync(Cancel)).Rows;
        Assert.All(again, row => Assert.True(row.Accepts));
    }

    private async Task CheckReportsAsync(string date, PositionReport before)
    {
        var report = await server.Operator.Settlements.GetAsync(date, Cancel);
        foreach (var position in before.Positions)
        {
            Assert.Equal(
                position.Net, report.Positions.Single(net => net.Participant == position.Participant).Net);
        }

        var after = await server.Operator.Settlements.PositionsAsync(Cancel);
        Assert.All(after.Positions, position => Assert.Equal((0L, 0L), (position.Owes, position.Owed)));
        var line = report.Lines.Single(row => row.Merchant == DemoIds.Coffee.ToString());
        Assert.Equal((1L, 5_000L, 4_000L), (line.Chargebacks, line.ChargedBack, line.ChargebackFees));
        var fees = Assert.Single((await server.Operator.Settlements.FeesAsync(date, Cancel)).Currencies);
        Assert.Equal((fees.Booked, 0L), (fees.Recomputed, fees.Differences));
        Assert.Equal((line.Fees, line.Interchange, line.SchemeFees),
            (fees.Booked.Merchant, fees.Booked.Interchange, fees.Booked.Scheme));

        var statement = await server.Coffee.Settlements.StatementAsync(DemoIds.Coffee.ToString(), cancel: Cancel);
        var day = Assert.Single(statement.Lines);
        Assert.Equal((line.Net, line.Fees), (day.Net, day.Fees));
        Assert.Equal(line.Captured - line.ChargedBack - line.Fees - line.ChargebackFees, day.Net);
        Assert.Equal((line.Captured / 10, day.Net - day.Held), (day.Held, day.Payout));
        Assert.Equal(day.Payout, Assert.Single(report.Payouts).Amount);
        Assert.Empty((await server.Coffee.Settlements.StatementAsync(
            DemoIds.Coffee.ToString(), "2020-01-01", "2020-01-31", Cancel)).Lines);
    }

    private async Task<string> CapturedAsync(long amount)
    {
        using var phone = await server.NewPhoneAsync();
        var paid = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today)), cancel: Cancel);
        await server.Coffee.Payments.CaptureAsync(paid.Id, new CapturePayment(amount, "USD"), cancel: Cancel);
        return paid.Id;
    }
}
