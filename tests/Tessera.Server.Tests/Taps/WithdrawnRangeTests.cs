using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Directory;
using Tessera.Client.Wire;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Taps;

/// <summary>What was begun before the tokens' range was withdrawn goes on to its end.</summary>
public sealed class WithdrawnRangeTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payment_that_comes_again_has_its_first_answer_and_a_new_one_is_refused()
    {
        using var phone = await server.NewPhoneAsync();
        var body = phone.Pay(DemoIds.CoffeeTill.ToString(), 500, phone.Tap(500, DemoServer.Today));
        var call = new ApiCall { IdempotencyKey = "before-and-after" };
        var first = await server.Coffee.Payments.AuthoriseAsync(body, call, Cancel);
        await WithdrawnAsync(async () =>
        {
            var again = await server.Coffee.Payments.AuthoriseAsync(body, call, Cancel);
            Assert.Equal((first.Id, first.State), (again.Id, again.State));
            var next = phone.Pay(DemoIds.CoffeeTill.ToString(), 500, phone.Tap(500, DemoServer.Today));
            var refused = await Assert.ThrowsAsync<TesseraProblemException>(
                () => server.Coffee.Payments.AuthoriseAsync(next, cancel: Cancel));
            Assert.Equal("range_unknown", refused.Code);
        });
    }

    [Fact]
    public async Task A_code_that_was_sent_before_still_completes_the_activation()
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals(deviceScore: 2));
        await server.Wallet.Provisionings.SendCodeAsync(linked.Id, new SendCode("sms"), cancel: Cancel);
        var code = await server.ReadCodeAsync(linked.Id);
        await WithdrawnAsync(async () =>
        {
            var answered = await server.Wallet.Provisionings.SubmitCodeAsync(
                linked.Id, new SubmitCode(code), cancel: Cancel);
            Assert.Equal(ProvisioningState.Approved, answered.State);
        });
    }

    private async Task WithdrawnAsync(Func<Task> act)
    {
        await SetAsync(true);
        try
        {
            await act();
        }
        finally
        {
            await SetAsync(false);
        }
    }

    private async Task SetAsync(bool isWithdrawn)
    {
        var ranges = await server.Operator.AccountRanges.ListAsync(cancel: Cancel);
        var range = ranges.Data.First(range => range.Prefix == DemoIds.TokenPrefix);
        await server.Operator.AccountRanges.ChangeAsync(
            range.Id,
            new ChangeAccountRange
            {
                PaymentSystem = range.PaymentSystem!,
                ApplicationPrefix = range.ApplicationPrefix ?? "",
                Product = range.Product!,
                MagStripe = range.MagStripe,
                Withdrawn = isWithdrawn,
            },
            cancel: Cancel);
    }
}
