using Tessera.Client.Payments;
using Tessera.Emv.Cryptograms;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>The whole way in one process: card, phone, tap, decision, acts.</summary>
public sealed class PaymentTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_tap_is_approved_and_answered()
    {
        using var phone = await server.NewPhoneAsync();
        var paid = await PayAsync(phone, 1_250);
        Assert.Equal(PaymentState.Authorised, paid.State);
        Assert.Equal("00", paid.ResponseCode);
        Assert.Equal(1_250, paid.AmountHeld);
        Assert.StartsWith("91", paid.EmvResponse, StringComparison.Ordinal);
        Assert.EndsWith("8A023030", paid.EmvResponse, StringComparison.Ordinal);
        var read = await server.Coffee.Payments.GetAsync(paid.Id, TestContext.Current.CancellationToken);
        Assert.Equal(paid.ApprovalCode, read.ApprovalCode);
        Assert.Equal(phone.Token, read.Token);
    }

    [Fact]
    public async Task A_tap_over_the_limit_without_verification_is_declined()
    {
        using var phone = await server.NewPhoneAsync();
        var declined = await PayAsync(phone, 9_900, isVerified: false);
        Assert.Equal(PaymentState.Declined, declined.State);
        Assert.Equal("verification_required", declined.DeclineCode);
        Assert.Equal("65", declined.ResponseCode);
        Assert.Equal("verify_and_try_again", declined.AdviceCode);
    }

    [Fact]
    public async Task The_same_tap_elsewhere_is_a_replay()
    {
        using var phone = await server.NewPhoneAsync();
        var tap = phone.Tap(1_000, DemoServer.Today);
        var first = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 1_000, tap), cancel: TestContext.Current.CancellationToken);
        var second = await server.Books.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.BooksTill.ToString(), 1_000, tap), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PaymentState.Authorised, first.State);
        Assert.Equal("counter_used", second.DeclineCode);
    }

    [Theory]
    [InlineData(CryptogramProfile.Visa10, PaymentState.Declined)]
    [InlineData(CryptogramProfile.Visa17, PaymentState.Declined)]
    [InlineData(CryptogramProfile.Visa18, PaymentState.Authorised)]
    public async Task A_token_pays_with_the_profiles_of_its_range_only(CryptogramProfile profile, PaymentState state)
    {
        using var phone = await server.NewPhoneAsync();
        phone.Profile = profile;
        var paid = await PayAsync(phone, 1_250);
        Assert.Equal(state, paid.State);
        Assert.Equal(state == PaymentState.Declined ? "cryptogram_wrong" : null, paid.DeclineCode);
    }

    [Fact]
    public async Task A_changed_amount_is_declined()
    {
        using var phone = await server.NewPhoneAsync();
        var declined = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 5, phone.Tap(500, DemoServer.Today)),
            cancel: TestContext.Current.CancellationToken);
        Assert.Equal("covered_data_differ", declined.DeclineCode);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_cryptogram_is_declined_without_an_answer_for_the_card()
    {
        using var phone = await server.NewPhoneAsync();
        var tap = phone.Tap(500, DemoServer.Today);
        var at = tap.IndexOf("9F2608", StringComparison.Ordinal) + 6;
        var flipped = tap[..at] + (tap[at] == '0' ? '1' : '0') + tap[(at + 1)..];
        var declined = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 500, flipped), cancel: TestContext.Current.CancellationToken);
        Assert.Equal("cryptogram_wrong", declined.DeclineCode);
        Assert.Equal("8A023832", declined.EmvResponse);
    }

    [Fact]
    public async Task A_suspended_token_is_declined_and_resumed_approved()
    {
        using var phone = await server.NewPhoneAsync();
        await server.Wallet.Tokens.SuspendAsync(phone.Token, cancel: TestContext.Current.CancellationToken);
        Assert.Equal("token_is_suspended", (await PayAsync(phone, 700)).DeclineCode);
        await server.Wallet.Tokens.ResumeAsync(phone.Token, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 700)).State);
    }

    [Fact]
    public async Task A_lost_phone_pays_nothing_until_it_is_found()
    {
        using var phone = await server.NewPhoneAsync();
        await server.Wallet.Devices.ReportLostAsync(phone.Device, cancel: TestContext.Current.CancellationToken);
        Assert.Equal("token_is_suspended", (await PayAsync(phone, 700)).DeclineCode);
        await server.Wallet.Devices.ReportFoundAsync(phone.Device, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 700)).State);
    }

    [Fact]
    public async Task An_issuer_with_a_token_on_a_phone_cannot_report_it_lost_or_found()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        var lost = await Assert.ThrowsAsync<Client.TesseraProblemException>(
            () => server.Issuer.Devices.ReportLostAsync(phone.Device, cancel: cancel));
        Assert.Equal(403, lost.Status);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 700)).State);
        await server.Wallet.Devices.ReportLostAsync(phone.Device, cancel: cancel);
        var found = await Assert.ThrowsAsync<Client.TesseraProblemException>(
            () => server.Issuer.Devices.ReportFoundAsync(phone.Device, cancel: cancel));
        Assert.Equal(403, found.Status);
        Assert.Equal("token_is_suspended", (await PayAsync(phone, 700)).DeclineCode);
        await server.Operator.Devices.ReportFoundAsync(phone.Device, cancel: cancel);
        Assert.Equal(PaymentState.Authorised, (await PayAsync(phone, 700)).State);
    }

    [Fact]
    public async Task Captures_and_refunds_come_in_parts_and_a_void_releases()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        var paid = await PayAsync(phone, 2_000);
        var part = await server.Coffee.Payments.CaptureAsync(
            paid.Id, new CapturePayment(1_200, "USD"), cancel: cancel);
        Assert.Equal(PaymentState.PartiallyCaptured, part.State);
        Assert.StartsWith("cap_", part.Act, StringComparison.Ordinal);
        await server.Coffee.Payments.CaptureAsync(
            paid.Id, new CapturePayment(800, "USD") { IsFinal = true }, cancel: cancel);
        var refunded = await server.Coffee.Payments.RefundAsync(
            paid.Id, new RefundPayment(300, "USD"), cancel: cancel);
        Assert.Equal(300, refunded.AmountRefunded);
        var tooMuch = await Assert.ThrowsAsync<Client.TesseraProblemException>(() => server.Coffee.Payments
            .RefundAsync(paid.Id, new RefundPayment(1_701, "USD"), cancel: cancel));
        Assert.Equal("refund_exceeds_captured", tooMuch.Code);
        var otherCurrency = await Assert.ThrowsAsync<Client.TesseraProblemException>(() => server.Coffee.Payments
            .RefundAsync(paid.Id, new RefundPayment(1, "EUR"), cancel: cancel));
        Assert.Equal("currency_differs", otherCurrency.Code);

        var other = await PayAsync(phone, 400);
        var voided = await server.Coffee.Payments.VoidAsync(other.Id, cancel: cancel);
        Assert.Equal(PaymentState.Voided, voided.State);
        Assert.Equal(0, voided.AmountHeld);
    }

    [Fact]
    public async Task A_merchant_sees_only_its_own_payments()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        var paid = await PayAsync(phone, 600);
        var foreign = await Assert.ThrowsAsync<Client.TesseraProblemException>(
            () => server.Books.Payments.GetAsync(paid.Id, cancel));
        Assert.Equal(404, foreign.Status);
        var act = await Assert.ThrowsAsync<Client.TesseraProblemException>(
            () => server.Books.Payments.VoidAsync(paid.Id, cancel: cancel));
        Assert.Equal(404, act.Status);
        var list = await server.Books.Payments.ListAsync(new(100), cancel);
        Assert.DoesNotContain(list.Data, payment => payment.Id == paid.Id);
        var own = await server.Coffee.Payments.ListAsync(new(100), cancel);
        Assert.Contains(own.Data, payment => payment.Id == paid.Id);
    }

    [Fact]
    public async Task Everything_acknowledged_is_there_after_a_restart()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync();
        var paid = await PayAsync(phone, 800);
        await server.RestartAsync();
        var read = await server.Coffee.Payments.GetAsync(paid.Id, cancel);
        Assert.Equal(PaymentState.Authorised, read.State);
        var captured = await server.Coffee.Payments.CaptureAsync(
            paid.Id, new CapturePayment(800, "USD"), cancel: cancel);
        Assert.Equal(PaymentState.Captured, captured.State);
    }

    private Task<Payment> PayAsync(TestPhone phone, long amount, bool isVerified = true)
        => server.Coffee.Payments.AuthoriseAsync(phone.Pay(
            DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today, isVerified)));
}
