using Tessera.Core.Payments;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

// Goal: three servers with a journal each, and ISO 8583 between them: what a till hears at its acquirer, the network
// and the bank have in their books, and what it takes back they let go.
public sealed class OwnAcquirerTests : IAsyncLifetime
{
    private OutsideBank world = null!;
    private OwnAcquirer acquirer = null!;
    private TestPhone phone = null!;

    public async ValueTask InitializeAsync()
    {
        world = await OutsideBank.StartAsync();
        acquirer = await OwnAcquirer.StartAsync(world);
        phone = await world.NewPhoneAsync(10_000);
    }

    public async ValueTask DisposeAsync()
    {
        phone.Dispose();
        await acquirer.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_tap_is_approved_by_the_bank_and_stands_in_all_three_books_under_one_approval_code()
    {
        DemoTap tap = OwnAcquirer.Tap(phone, 4_000);
        byte[] answer = await acquirer.Tills.AskAsync(tap.Write());
        Assert.Equal(("0110", "00"), (Messages.Type(answer), Messages.Text(answer, 39)));
        Payment payment = Assert.Single(await acquirer.PaymentsAsync());
        Assert.Equal((PaymentState.Authorised, 4_000), (payment.State, payment.HeldMinor));
        Assert.Equal(Messages.Text(answer, 38), payment.FundingLeg.Reference);
        foreach (var host in new[] { world.Network, world.Bank })
        {
            Payment other = await FindAsync(host, tap);
            Assert.Equal((PaymentState.Authorised, 4_000), (other.State, other.HeldMinor));
            Assert.Equal(payment.FundingLeg.Reference, other.FundingLeg.Reference);
        }

        Assert.Equal(answer, await acquirer.Tills.AskAsync(tap.Write(0x0101)));
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task The_card_gets_the_networks_answer_to_its_cryptogram()
    {
        byte[] answer = await acquirer.Tills.AskAsync(OwnAcquirer.Tap(phone, 4_000).Write());
        Assert.StartsWith("91", Messages.Text(answer, 55), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_bank_or_the_network_refuses_is_refused_at_the_till()
    {
        Assert.Equal("51", await CodeAsync(OwnAcquirer.Tap(phone, 11_000).Write()));
        DemoTap tap = OwnAcquirer.Tap(phone, 4_000);
        Assert.Equal("00", await CodeAsync(tap.Write()));
        Assert.NotEqual("00", await CodeAsync(tap.WithNewTrace().Write()));
        Assert.Equal(4_000, (await acquirer.PaymentsAsync()).Sum(payment => payment.HeldMinor));
        await world.AssertEqualAsync();
    }

    [Fact]
    public async Task A_tills_reversal_lets_the_hold_go_in_all_three_books()
    {
        DemoTap tap = OwnAcquirer.Tap(phone, 4_000);
        Assert.Equal("00", await CodeAsync(tap.Write()));
        Assert.Equal("00", await CodeAsync(OwnAcquirer.Reversal(tap)));
        await acquirer.DrainAsync();
        await world.DrainAsync();
        Assert.Equal(PaymentState.Reversed, Assert.Single(await acquirer.PaymentsAsync()).State);
        Assert.Equal(PaymentState.Reversed, (await FindAsync(world.Network, tap)).State);
        Assert.Equal(PaymentState.Reversed, (await FindAsync(world.Bank, tap)).State);
        await world.AssertEqualAsync();
    }

    private static async Task<Payment> FindAsync(TesseraHost host, DemoTap tap)
    {
        string reference = tap.Text(37);
        return await host.World.Shard.QueryAsync(state => state.Payments.All()
            .Single(payment => payment.AcquirerLeg.Reference == reference));
    }

    private async Task<string> CodeAsync(byte[] message) =>
        Messages.Text(await acquirer.Tills.AskAsync(message), 39);
}
