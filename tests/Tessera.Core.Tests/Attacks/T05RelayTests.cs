namespace Tessera.Core.Tests.Attacks;

// T4 and T5 at the network: the old mode, and a card that was too far away.
public sealed class T05RelayTests
{
    private readonly Cardholder holder = Cardholder.WithToken(World.Seeded(), 1);

    [Fact]
    public void A_card_that_was_too_far_away_is_declined_and_its_counter_spent()
    {
        var tap = holder.NextTap(100);
        var far = tap.Verdict with { IsRelaySuspected = true };
        Assert.Equal(PaymentRefusal.RelaySuspected, holder.Declined(tap with { Verdict = far }));
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
    }

    [Fact]
    public void A_token_presented_in_mag_stripe_mode_is_declined_whatever_proves_it() => Assert.Equal(
        PaymentRefusal.MagstripeNotAllowed,
        holder.Declined(holder.NextTap(100) with { EntryMode = EntryMode.ContactlessMagstripe }));
}
