namespace Tessera.Core.Tests.Partners;

// A sender's word in place of a cryptogram or of a decision.
public sealed class VouchingTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public VouchingTests() => holder = Cardholder.WithToken(world, 1, 10_000);

    [Fact]
    public void Nobody_vouches_for_a_card_whose_network_is_here()
    {
        var tap = holder.PlainTap(100) with { Verdict = Vouched(holder.PlainTap(100).Verdict) };
        Assert.Equal(PaymentRefusal.NotForSenderToSay, holder.Declined(tap));
        Assert.Equal(
            PaymentRefusal.NotForSenderToSay, holder.Declined(holder.PlainTap(50_000) with { AdvisedCode = "000001" }));
        Assert.Equal(10_000, holder.AvailableMinor);
    }

    [Fact]
    public void A_network_vouches_for_its_own_cards_only()
    {
        var bank = new BankHost();
        bank.OpenCard(13, 10_000);
        var request = bank.Request(13, 1, 100);
        Assert.True(bank.Pay(request).IsApproved);
        var stranger = request with
        {
            Payment = new PaymentId(2),
            TraceKey = 2,
            Facts = request.Facts with { AcquirerBook = World.Acquirer.Number },
        };
        Assert.Equal((ushort)PaymentRefusal.NotForSenderToSay, bank.Pay(stranger).RefusalNumber);
    }

    [Fact]
    public void What_a_sender_may_not_say_does_not_count_as_a_wrong_cryptogram()
    {
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(
                PaymentRefusal.NotForSenderToSay, holder.Declined(holder.Tap(100) with { AdvisedCode = "000001" }));
            var tap = holder.Tap(100);
            Assert.Equal(
                PaymentRefusal.NotForSenderToSay, holder.Declined(tap with { Verdict = Vouched(tap.Verdict) }));
        }

        Assert.True(world.State.Tokens.TryFind(holder.Token, out var row));
        Assert.Equal(TokenState.Active, world.State.Tokens[row].State);
        world.CheckFold();
    }

    private static CryptogramVerdict Vouched(CryptogramVerdict verdict) =>
        verdict with { Source = VerdictSource.Network };
}
