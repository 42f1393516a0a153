using Tessera.Cli.Demo;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Core.Payments;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Activation;
using Payment = Tessera.Client.Payments.Payment;
using PaymentState = Tessera.Client.Payments.PaymentState;

namespace Tessera.Server.Tests.Partners;

// Goal: a bank with books of its own, asked over a real link that loses messages; whatever was lost, both books end
// equal.
public sealed class OutsideIssuerTests : IAsyncLifetime
{
    private const int Request = 0x0100;
    private const int Response = 0x0110;

    private OutsideBank world = null!;
    private TestPhone phone = null!;

    public async ValueTask InitializeAsync()
    {
        world = await OutsideBank.StartAsync();
        phone = await world.NewPhoneAsync(10_000);
    }

    public async ValueTask DisposeAsync()
    {
        phone.Dispose();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task The_bank_approves_and_declines_on_its_own_funds()
    {
        Payment approved = await world.PayAsync(phone, 4_000);
        Assert.Equal(PaymentState.Authorised, approved.State);
        Assert.Equal("issuer_no_funds", await DeclineAsync(7_000));
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task A_lost_answer_is_declined_and_taken_back()
    {
        Lose(isBanks: true, Response);
        Assert.Equal("issuer_unavailable", await DeclineAsync(4_000));
        await world.DrainAsync();
        await world.AssertEqualAsync();
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 10_000)).State);
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task A_lost_request_within_the_limits_is_approved_in_the_banks_place_and_advised()
    {
        Lose(isBanks: false, Request);
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 1_500)).State);
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task A_lost_answer_within_the_limits_holds_once()
    {
        Lose(isBanks: true, Response);
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 1_500)).State);
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task While_the_bank_is_down_the_network_stands_in_and_tells_it_afterwards()
    {
        world.Wire.Pull();
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 1_500)).State);
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 1_500)).State);
        Assert.Equal("issuer_unavailable", await DeclineAsync(100));
        Assert.Equal("issuer_unavailable", await DeclineAsync(2_001));
        world.Wire.Plug();
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task What_waits_for_the_bank_survives_a_restart_of_either_end()
    {
        world.Wire.Pull();
        Payment stoodIn = await world.PayAsync(phone, 1_500);
        await world.Coffee.Payments.VoidAsync(stoodIn.Id);
        await OutsideBank.StopAsync(world.Bank);
        await OutsideBank.StopAsync(world.Network);
        await world.StartNetworkAsync();
        await world.StartBankAsync();
        world.Wire.Plug();
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task A_void_reaches_the_bank()
    {
        Payment payment = await world.PayAsync(phone, 4_000);
        await world.Coffee.Payments.VoidAsync(payment.Id);
        await world.DrainAsync();
        await world.AssertEqualAsync();
        Assert.Equal(PaymentState.Authorised, (await world.PayAsync(phone, 10_000)).State);
    }

    [Fact]
    public async Task Captures_and_refunds_are_posted_in_both_books_with_the_same_fees()
    {
        Payment payment = await world.PayAsync(phone, 5_000);
        await world.Coffee.Payments.CaptureAsync(payment.Id, new CapturePayment(1_234, "USD"));
        await world.Coffee.Payments.CaptureAsync(payment.Id, new CapturePayment(2_000, "USD") { IsFinal = true });
        await world.Coffee.Payments.RefundAsync(payment.Id, new RefundPayment(1_000, "USD"));
        Payment stoodIn = await StandInAsync(1_500);
        await world.Coffee.Payments.CaptureAsync(stoodIn.Id, new CapturePayment(1_500, "USD"));
        await world.DrainAsync();
        await world.AssertEqualAsync();
        Assert.NotEqual(0, await world.OwedByBankAsync());
    }

    [Fact]
    public async Task A_plain_card_of_the_bank_is_verified_and_answered_by_the_bank()
    {
        (_, string card) = await world.NewCardAsync(10_000, world.BankIssuer);
        string folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
        using PhoneWallet plastic = new(folder, TimeProvider.System);
        await PlasticCard.PersonaliseAsync(plastic, world.BankIssuer, card, CardProfile.Qvsdc, "Maple");
        DemoShop shop = new(world.Coffee, DemoIds.CoffeeTill.ToString(), "COFFEE01", TimeProvider.System);
        CreatePayment tap = shop.Tap(2_500, plastic.Present(card));
        Payment paid = await shop.SendAsync(tap);
        Assert.Equal(PaymentState.Authorised, paid.State);
        Assert.True(plastic.IsGenuineAnswer(card, Hex.Read(tap.Emv), Hex.Read(paid.EmvResponse!)));

        CreatePayment forged = shop.Tap(100, plastic.Present(card));
        int cryptogram = forged.Emv.IndexOf("9F2608", StringComparison.Ordinal) + 6;
        char other = forged.Emv[cryptogram] == '0' ? '1' : '0';
        string emv = forged.Emv[..cryptogram] + other + forged.Emv[(cryptogram + 1)..];
        Assert.Equal("issuer_security_violation", (await shop.SendAsync(forged with { Emv = emv })).DeclineCode);

        world.Wire.Pull();
        Assert.Equal(
            "issuer_unavailable", (await shop.SendAsync(shop.Tap(100, plastic.Present(card)))).DeclineCode);
        world.Wire.Plug();
        await world.Coffee.Payments.CaptureAsync(paid.Id, new CapturePayment(2_500, "USD"));
        await world.Coffee.Payments.RefundAsync(paid.Id, new RefundPayment(500, "USD"));
        await world.DrainAsync();
        await world.AssertEqualAsync();
        Directory.Delete(folder, true);
    }

    // What a crash between the request's commit and its end leaves.
    [Fact]
    public async Task A_request_that_nobody_waits_for_any_more_is_concluded_at_the_next_start()
    {
        PaymentEvent.Requested? before = null;
        using (world.Network.World.Shard.Subscribe(
            batch => before = batch.Events.OfType<PaymentEvent.Requested>().SingleOrDefault() ?? before))
            await world.PayAsync(phone, 500);
        PaymentCommand.Authorise orphan = Again(before!, 1_500);
        await world.Network.World.Commands.RunAsync(orphan, new CommandKey(77, 77));
        await OutsideBank.StopAsync(world.Network);
        await world.StartNetworkAsync();
        await world.DrainAsync();
        await world.AssertEqualAsync();
        var state = await world.Network.World.Shard.QueryAsync(s => s.Payments.Find(orphan.Payment)!.State);
        Assert.Equal(Core.Payments.PaymentState.Authorised, state);
    }

    private PaymentCommand.Authorise Again(PaymentEvent.Requested before, long amount)
    {
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        int date = (today.Year % 100 * 10_000) + (today.Month * 100) + today.Day;
        return new PaymentCommand.Authorise
        {
            Payment = new(77),
            TraceKey = 77,
            Facts = before.Payment.Facts with { Terminal = before.Payment.Till },
            Number = Pan.FromNumber(ulong.Parse(phone.Pay("", 0, "").TokenNumber, null), 16),
            AmountMinor = amount,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "F0544553534552410101",
            UnpredictableNumber = 5,
            Verdict = new CryptogramVerdict(
                true, before.KeyId, (ushort)(before.Payment.Atc + 1), amount, Currency.Usd, date, 5,
                CardholderVerification.Device),
            TraceNumber = 1,
            RetrievalReference = "ORPHAN000001",
        };
    }

    private async Task<Payment> StandInAsync(long amount)
    {
        Lose(isBanks: false, Request);
        Payment payment = await world.PayAsync(phone, amount);
        Assert.Equal(PaymentState.Authorised, payment.State);
        return payment;
    }

    private async Task<string> DeclineAsync(long amount) => (await world.PayAsync(phone, amount)).DeclineCode ?? "";

    /// <summary>The next message of a type does not arrive.</summary>
    private void Lose(bool isBanks, int type)
    {
        int left = 1;
        world.Wire.Copies = (isIssuers, message) =>
            isIssuers == isBanks && TypeOf(message) == type && Interlocked.Decrement(ref left) >= 0 ? 0 : 1;
    }

    private static int TypeOf(byte[] message) => Convert.ToInt32(
        System.Text.Encoding.ASCII.GetString(message, 0, 4), 16);
}
