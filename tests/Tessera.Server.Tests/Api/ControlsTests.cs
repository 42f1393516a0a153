using Tessera.Client;
using Tessera.Client.Controls;
using Tessera.Client.Payments;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>Limits, switches and step-ups as an issuer, a wallet and a till see them.</summary>
public sealed class ControlsTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_issuers_limit_holds_at_the_next_tap_and_the_feed_tells_who_changed_what()
    {
        var (phone, account) = await NewPhoneAsync();
        using var _ = phone;
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 2_000)).State);
        var set = await server.Issuer.Accounts.SetControlsAsync(
            account, new SpendingControls { PaymentLimit = 1_500, DayLimit = 3_000 }, cancel: Cancel);
        Assert.Equal(1_500, set.Issuer!.PaymentLimit);

        var over = await PayAsync(phone, 1_501);
        Assert.Equal(("payment_limit_exceeded", "61"), (over.DeclineCode, over.ResponseCode));
        Assert.Equal("day_limit_exceeded", (await PayAsync(phone, 1_001)).DeclineCode);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 1_000)).State);
        var read = await server.Issuer.Accounts.GetControlsAsync(account, Cancel);
        Assert.Equal((3_000, new Spent(3_000, 2, 3_000, 2)), (read.Issuer!.DayLimit, read.Spent));

        await server.Issuer.Accounts.SetControlsAsync(account, new SpendingControls(), cancel: Cancel);
        var events = await server.Operator.Events.ListOfAsync(account, new(100), Cancel);
        var changes = events.Data.Where(e => e.Type == "account.controls_set").ToList();
        Assert.Equal(2, changes.Count);
        Assert.All(changes, change => Assert.StartsWith(
            "key_", change.Data!.Value.GetProperty("by").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wallet_switches_its_own_token_beside_the_issuers_controls()
    {
        var (phone, _) = await NewPhoneAsync();
        using var __ = phone;
        await server.Issuer.Tokens.SetControlsAsync(
            phone.Token, new SpendingControls { RefusedCategories = ["7995"] }, cancel: Cancel);
        await server.Wallet.Tokens.SetControlsAsync(
            phone.Token, new SpendingControls { RefusedChannels = [SpendingChannel.Contactless] }, cancel: Cancel);
        var off = await PayAsync(phone, 100);
        Assert.Equal(("channel_refused", "57"), (off.DeclineCode, off.ResponseCode));

        var both = await server.Wallet.Tokens.GetControlsAsync(phone.Token, Cancel);
        Assert.Equal(["7995"], both.Issuer!.RefusedCategories!);
        Assert.Equal([SpendingChannel.Contactless], both.Holder!.RefusedChannels!);
        await server.Wallet.Tokens.SetControlsAsync(phone.Token, new SpendingControls(), cancel: Cancel);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 100)).State);
    }

    [Fact]
    public async Task A_payment_above_the_threshold_passes_once_after_the_issuers_app_confirmed_it()
    {
        var (phone, account) = await NewPhoneAsync();
        using var _ = phone;
        await server.Issuer.Accounts.SetControlsAsync(
            account, new SpendingControls { StepUpAbove = 4_000 }, cancel: Cancel);
        var declined = await PayAsync(phone, 4_001);
        Assert.Equal(
            ("step_up_required", "1A", "CONFIRM IN APP"),
            (declined.DeclineCode, declined.ResponseCode, declined.TerminalText));

        var asked = await server.Issuer.StepUps.GetAsync(declined.Id, Cancel);
        Assert.Equal(
            (StepUpState.Asked, account, phone.Token, "Corner Coffee", 4_001, "USD"),
            (asked.State, asked.Account, asked.Token, asked.MerchantName, asked.Amount, asked.Currency));
        Assert.Contains((await server.Issuer.StepUps.ListAsync(new(100), Cancel)).Data, other => other.Id == asked.Id);
        Assert.Equal(
            StepUpState.Confirmed, (await server.Issuer.StepUps.ConfirmAsync(asked.Id, cancel: Cancel)).State);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 4_001)).State);
        Assert.Equal("step_up_required", (await PayAsync(phone, 4_001)).DeclineCode);
    }

    [Fact]
    public async Task A_payment_that_the_cardholder_does_not_know_is_declined_as_suspected_fraud()
    {
        var (phone, account) = await NewPhoneAsync();
        using var _ = phone;
        await server.Issuer.Accounts.SetControlsAsync(
            account, new SpendingControls { StepUpCategories = ["5814"] }, cancel: Cancel);
        var declined = await PayAsync(phone, 100);
        await server.Issuer.StepUps.RefuseAsync(declined.Id, cancel: Cancel);
        Assert.Equal("59", (await PayAsync(phone, 100)).ResponseCode);
        var again = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Issuer.StepUps.ConfirmAsync(declined.Id, cancel: Cancel));
        Assert.Equal("step_up_not_open", again.Code);
    }

    [Theory]
    [MemberData(nameof(BadControls))]
    public async Task What_is_out_of_range_is_refused_by_its_place(SpendingControls controls, string place)
    {
        var (_, _, account) = await server.NewCardAsync();
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Issuer.Accounts.SetControlsAsync(account, controls, cancel: Cancel));
        Assert.Equal(("member_invalid", "$.controls." + place), (refused.Code, refused.Problem.Param));
    }

    public static TheoryData<SpendingControls, string> BadControls => new()
    {
        { new() { PaymentLimit = 0 }, "payment_limit" },
        { new() { DayLimit = -1 }, "day_limit" },
        { new() { MonthLimit = 1_000_000_000_000 }, "month_limit" },
        { new() { StepUpAbove = 0 }, "step_up_above" },
        { new() { AllowedCategories = ["581"] }, "allowed_categories" },
        { new() { RefusedCategories = ["58I4"] }, "refused_categories" },
        { new() { AllowedCountries = [0] }, "allowed_countries" },
        { new() { RefusedCountries = [.. Enumerable.Repeat(840, 201)] }, "refused_countries" },
        { new() { DayCount = 0 }, "day_count" },
        { new() { VelocityCount = 3 }, "velocity_minutes" },
        { new() { StepUpMinutes = 61 }, "step_up_minutes" },
    };

    private async Task<(TestPhone Phone, string Account)> NewPhoneAsync()
    {
        var (pan, _, account) = await server.NewCardAsync();
        var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        return (phone, account);
    }

    private Task<Payment> PayAsync(TestPhone phone, long amount) => server.Coffee.Payments.AuthoriseAsync(
        phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today)), cancel: Cancel);
}
