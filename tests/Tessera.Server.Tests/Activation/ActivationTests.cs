using System.Text.RegularExpressions;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Tokens;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Activation;

/// <summary>Each path of an activation, over HTTP.</summary>
public sealed partial class ActivationTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Green_is_approved_at_once_and_becomes_active()
    {
        var (pan, card, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        Assert.Equal(ProvisioningPath.Green, linked.Path);
        Assert.Empty(linked.Reasons);
        var done = await phone.CompleteAsync(linked.Id);
        Assert.Equal(ProvisioningState.Completed, done.State);
        var token = await server.Wallet.Tokens.GetAsync(phone.Token, Cancel);
        Assert.Equal(TokenState.Active, token.State);
        Assert.Equal(card.Id, token.Card);
        var device = await server.Issuer.Devices.GetAsync(phone.Device, Cancel);
        Assert.Contains(phone.Token, device.Tokens);
        Assert.Contains((await server.Issuer.Tokens.ListAsync(new(100), Cancel)).Data, t => t.Id == phone.Token);
    }

    [Fact]
    public async Task Yellow_needs_the_code_and_counts_wrong_ones()
    {
        var (phone, linked) = await YellowAsync();
        using var disposed = phone;
        Assert.Equal(ProvisioningPath.Yellow, linked.Path);
        Assert.Contains("device_score_low", linked.Reasons);
        var tooEarly = await Assert.ThrowsAsync<TesseraProblemException>(() => phone.CompleteAsync(linked.Id));
        Assert.Equal("step_out_of_order", tooEarly.Code);
        await server.Wallet.Provisionings.SendCodeAsync(linked.Id, new SendCode("sms"), cancel: Cancel);
        var code = await server.ReadCodeAsync(linked.Id);
        var wrong = await Assert.ThrowsAsync<TesseraProblemException>(
            () => SubmitAsync(linked.Id, code == "000000" ? "000001" : "000000"));
        Assert.Equal("code_wrong", wrong.Code);
        Assert.Equal(422, wrong.Status);
        Assert.Equal(ProvisioningState.Approved, (await SubmitAsync(linked.Id, code)).State);
        Assert.Equal(ProvisioningState.Completed, (await phone.CompleteAsync(linked.Id)).State);
    }

    [Fact]
    public async Task The_third_wrong_code_locks()
    {
        var (phone, linked) = await YellowAsync();
        using var disposed = phone;
        await server.Wallet.Provisionings.SendCodeAsync(linked.Id, new SendCode("email"), cancel: Cancel);
        var code = await server.ReadCodeAsync(linked.Id);
        var wrong = code == "123456" ? "654321" : "123456";
        var codes = new List<string>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            codes.Add((await Assert.ThrowsAsync<TesseraProblemException>(() => SubmitAsync(linked.Id, wrong))).Code);
        }

        Assert.Equal(["code_wrong", "code_wrong", "code_locked"], codes);
        var late = await Assert.ThrowsAsync<TesseraProblemException>(() => SubmitAsync(linked.Id, code));
        Assert.Equal("declined_by_issuer", late.Code);
    }

    [Fact]
    public async Task Red_is_declined_with_its_reason_and_has_no_token()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals(deviceScore: 1));
        Assert.Equal(ProvisioningPath.Red, linked.Path);
        Assert.Equal(ProvisioningState.Declined, linked.State);
        Assert.Contains("device_score_is_worst", linked.Reasons);
        Assert.Null(linked.Token);
    }

    [Fact]
    public async Task Orange_needs_two_people_at_the_issuers_desk()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(
            pan, "2031-12", TestPhone.Signals() with { DaysSinceLostMode = 1 });
        Assert.Equal(ProvisioningPath.Orange, linked.Path);
        var proposed = await server.Issuer.Provisionings.ConfirmIdentityAsync(linked.Id, cancel: Cancel);
        Assert.Equal(ProvisioningState.StepUp, proposed.State);
        var alone = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Issuer.Provisionings.ConfirmIdentityAsync(linked.Id, cancel: Cancel));
        Assert.Equal("maker_is_checker", alone.Code);
        var confirmed = await server.Operator.Provisionings.ConfirmIdentityAsync(linked.Id, cancel: Cancel);
        Assert.Equal(ProvisioningState.Approved, confirmed.State);
    }

    [Fact]
    public async Task The_issuers_app_confirms_a_yellow_request_unless_it_was_bound_lately()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals(accountScore: 2));
        Assert.Contains("issuer_app", linked.IdentityMethods);
        var fresh = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Issuer.Provisionings.ConfirmByAppAsync(linked.Id, new ConfirmByApp(3), cancel: Cancel));
        Assert.Equal("channel_too_fresh", fresh.Code);
        var ours = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Operator.Provisionings.ConfirmByAppAsync(linked.Id, new ConfirmByApp(400), cancel: Cancel));
        Assert.Equal("forbidden", ours.Code);
        var confirmed = await server.Issuer.Provisionings.ConfirmByAppAsync(
            linked.Id, new ConfirmByApp(400), cancel: Cancel);
        Assert.Equal(ProvisioningState.Approved, confirmed.State);
        await phone.CompleteAsync(linked.Id);
    }

    [Fact]
    public async Task A_call_counts_only_under_a_number_long_on_file_and_a_no_ends_the_request()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals() with { DaysSinceLostMode = 1 });
        Assert.Equal(["call", "in_person"], linked.IdentityMethods);
        var silent = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Issuer.Provisionings.ConfirmIdentityAsync(
                linked.Id, new ConfirmIdentity { Method = DeskMethod.Call }, cancel: Cancel));
        Assert.Equal("channel_too_fresh", silent.Code);
        var called = new ConfirmIdentity { Method = DeskMethod.Call, DaysSinceChannelChange = 400 };
        await server.Issuer.Provisionings.ConfirmIdentityAsync(linked.Id, called, cancel: Cancel);
        var refused = await server.Issuer.Provisionings.RefuseIdentityAsync(linked.Id, cancel: Cancel);
        Assert.Equal(ProvisioningState.Declined, refused.State);
        var late = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Operator.Provisionings.ConfirmIdentityAsync(linked.Id, called, cancel: Cancel));
        Assert.Equal("declined_by_issuer", late.Code);
    }

    [Fact]
    public async Task Days_left_out_count_as_today()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", new DeviceSignals { DeviceScore = 5, AccountScore = 5 });
        Assert.Equal(ProvisioningPath.Orange, linked.Path);
        string[] reasons = ["account_changed_recently", "lost_mode_recently", "no_stable_channel"];
        Assert.Equal(reasons, linked.Reasons.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("9999009999999993", "2031-12")]
    [InlineData(null, "2031-11")]
    public async Task An_unknown_card_and_a_wrong_expiry_read_the_same(string? pan, string expiry)
    {
        var (known, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => phone.LinkAsync(pan ?? known, expiry, TestPhone.Signals()));
        Assert.Equal("card_unknown", refused.Code);
    }

    [Fact]
    public async Task The_funnel_counts_what_happened()
    {
        var before = await server.Operator.Statistics.ActivationsAsync(Cancel);
        using var phone = await server.NewPhoneAsync();
        var after = await server.Operator.Statistics.ActivationsAsync(Cancel);
        Assert.Equal(before.Eligible + 1, after.Eligible);
        Assert.Equal(before.Green + 1, after.Green);
        Assert.Equal(before.Completed + 1, after.Completed);
    }

    [Fact]
    public async Task The_feed_tells_the_activation_in_order_and_without_secrets()
    {
        using var phone = await server.NewPhoneAsync();
        var all = new List<Client.Operations.ApiEvent>();
        string? cursor = null;
        do
        {
            var page = await server.Operator.Events.ListAsync(new(100, cursor), Cancel);
            all.AddRange(page.Data);
            cursor = page.HasMore ? page.Data[^1].Id : null;
        }
        while (cursor is not null);

        var own = all.Where(e => e.Subject == phone.Token).ToList();
        Assert.NotEmpty(own);
        Assert.Equal(Enumerable.Range(1, own.Count).Select(n => (long)n), own.Select(e => e.Sequence));
        Assert.DoesNotContain(all, e => CardNumber().IsMatch(e.Data.ToString()!));
        await foreach (var pushed in server.Operator.Events.StreamAsync(null, Cancel))
        {
            Assert.Equal(all[0].Id, pushed.Id);
            break;
        }
    }

    [GeneratedRegex("9999[01]0[0-9]{10}", RegexOptions.NonBacktracking)]
    private static partial Regex CardNumber();

    private Task<Provisioning> SubmitAsync(string id, string code)
        => server.Wallet.Provisionings.SubmitCodeAsync(id, new SubmitCode(code));

    private async Task<(TestPhone Phone, Provisioning Linked)> YellowAsync()
    {
        var (pan, _, _) = await server.NewCardAsync();
        var phone = await TestPhone.RegisterAsync(server.Wallet);
        return (phone, await phone.LinkAsync(pan, "2031-12", TestPhone.Signals(deviceScore: 2)));
    }
}
