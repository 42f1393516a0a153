using Tessera.Core.Activation;
using Tessera.Core.Partners;

namespace Tessera.Core.Tests.Attacks;

// T12: a lost or stolen phone that is off line. Whoever suspends it does so at the network, so the phone need not know:
// the next authorisation is refused.
public sealed class T12LostDeviceTests
{
    private readonly World world = World.Seeded();

    [Theory]
    [InlineData(TokenActor.Holder)]
    [InlineData(TokenActor.Issuer)]
    [InlineData(TokenActor.Wallet)]
    [InlineData(TokenActor.Network)]
    public void Whoever_suspends_the_token_the_next_tap_is_refused(TokenActor actor)
    {
        var holder = Cardholder.WithToken(world, 1);
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.Must(new TokenCommand.Suspend(holder.Token, actor, "lost"));
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
        world.Restart();
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
    }

    [Fact]
    public void A_lost_device_stops_all_its_tokens_at_once_and_nothing_is_added_to_it()
    {
        Cardholder[] holders = [.. Enumerable.Range(1, 3).Select(i => Cardholder.WithToken(world, (ulong)i))];
        world.Must(new ActivationCommand.SetDeviceLost(World.Phone, IsLost: true));
        Assert.All(holders, holder => Assert.Equal(
            PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100))));
        var another = Cardholder.WithCard(world, 9);
        world.MustRefuse(
            ActivationRefusal.DeviceIsLost,
            new ActivationCommand.CheckEligibility(another.Provisioning, another.Card, World.Phone));
    }

    [Fact]
    public void Ten_thousand_suspensions_at_any_moment_let_no_later_tap_through()
    {
        var holder = Cardholder.WithToken(world, 1, limitMinor: 1_000_000_000);
        var random = new Random(20_141_020);
        var isSuspended = false;
        for (var i = 0; i < 10_000; i++)
        {
            if (random.Next(3) == 0)
            {
                isSuspended = !isSuspended;
                world.Must(isSuspended
                    ? new TokenCommand.Suspend(holder.Token, TokenActor.Holder, "lost")
                    : new TokenCommand.Resume(holder.Token, TokenActor.Holder, "found"));
            }

            Assert.Equal(!isSuspended, holder.Pay(holder.NextTap(1)).IsApproved);
        }
    }

    [Fact]
    public void While_an_outside_issuer_cannot_be_reached_a_suspended_token_is_not_stood_in_for()
    {
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with
            {
                StandInLimitMinor = 10_000, StandInDailyMinor = 10_000, StandInDailyCount = 9,
            },
            "test"));
        var holder = Cardholder.WithToken(world, 1, issuer: World.OutsideIssuer);
        var before = holder.NextTap(100);
        Assert.True(holder.Pay(before).IsPending);
        world.Must(new TokenCommand.Suspend(holder.Token, TokenActor.Issuer, "lost"));
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));

        // What was asked before the suspension is concluded as it was asked.
        world.Must(new PaymentCommand.Conclude(before.Payment, FundingAnswer.Approved("123456")));
        Assert.Equal(PaymentState.Authorised, world.State.Payments.Find(before.Payment)!.State);
    }
}
