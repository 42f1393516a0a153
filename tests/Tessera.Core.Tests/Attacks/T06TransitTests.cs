namespace Tessera.Core.Tests.Attacks;

// T6: a locked phone in transit mode is relayed to a shop, and somebody on the way changes what is not covered. Only
// the covered results, the merchant's own category and the cap count.
public sealed class T06TransitTests
{
    private const int Cap = 2_000;
    private static readonly ushort[] Gates = [4111, 4112, 4131, 4784];

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public T06TransitTests() => holder = Cardholder.WithToken(world, 1, limitMinor: 100_000_000);

    [Fact]
    public void Of_all_categories_only_gates_take_a_phone_in_transit_mode()
    {
        for (var category = 0; category <= 9_999; category++)
        {
            var reply = holder.Pay(Tap(500, (ushort)category));
            Assert.Equal(Gates.Contains((ushort)category), reply.IsApproved);
        }
    }

    [Fact]
    public void No_flipped_bit_of_a_shop_s_category_makes_it_a_gate()
    {
        foreach (var shop in (ushort[])[5411, 5812, 5814, 5999, 5732, 5942, 7995])
        {
            for (var bit = 0; bit < 16; bit++)
            {
                Assert.Equal(
                    PaymentRefusal.VerificationRequired, holder.Declined(Tap(500, (ushort)(shop ^ (1 << bit)))));
            }
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(Cap, true)]
    [InlineData(Cap + 1, false)]
    [InlineData(5_000, false)]
    [InlineData(9_999_999, false)]
    public void A_gate_takes_amounts_up_to_the_cap(long amount, bool isApproved) =>
        Assert.Equal(isApproved, holder.Pay(Tap(amount, 4111)).IsApproved);

    [Fact]
    public void Without_a_cap_transit_mode_pays_nowhere()
    {
        var tap = Tap(1, 4111);
        var facts = tap.Facts with { Policy = tap.Facts.Policy with { TransitCapMinor = 0 } };
        Assert.Equal(PaymentRefusal.VerificationRequired, holder.Declined(tap with { Facts = facts }));
    }

    [Fact]
    public void At_a_gate_a_phone_that_does_not_say_transit_has_the_limit_of_every_shop()
    {
        var tap = Tap(6_000, 4111);
        var silent = tap.Verdict with { Verification = CardholderVerification.None };
        Assert.Equal(PaymentRefusal.VerificationRequired, holder.Declined(tap with { Verdict = silent }));
    }

    private PaymentCommand.Authorise Tap(long amount, ushort category)
    {
        // A counter for each tap, also when the one before was declined.
        var tap = holder.NextTap(amount, isVerified: false);
        return tap with
        {
            Verdict = tap.Verdict with { Verification = CardholderVerification.Transit },
            Facts = tap.Facts with
            {
                CategoryCode = category,
                Policy = tap.Facts.Policy with { TransitCapMinor = Cap },
            },
        };
    }
}
