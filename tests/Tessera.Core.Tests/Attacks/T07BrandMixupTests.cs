namespace Tessera.Core.Tests.Attacks;

// T7: the terminal is made to run one brand's application for another brand's card (USENIX Security 2021). The network
// compares the application with the range of the number, which alone decides the route.
public sealed class T07BrandMixupTests
{
    private static readonly string[] Applications =
    [
        "F0544553534552410101", "A0000000041010", "A0000000031010", "A00000002501", "A000000333010101",
    ];

    [Fact]
    public void Of_all_applications_ranges_and_networks_only_the_diagonal_is_accepted()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1, limitMinor: 100_000_000);
        var taken = new List<string>();
        foreach (var selected in Applications)
        {
            foreach (var range in Applications)
            {
                var tap = holder.NextTap(100);
                var isTaken = holder.Pay(tap with
                {
                    ApplicationId = selected,
                    Facts = tap.Facts with { ApplicationPrefix = range },
                }).IsApproved;
                Assert.Equal(selected == range, isTaken);
                taken.AddRange(isTaken ? [selected] : []);
            }
        }

        Assert.Equal(Applications, taken);
    }

    [Fact]
    public void A_shorter_name_than_the_range_s_is_another_application()
    {
        var holder = Cardholder.WithToken(World.Seeded(), 1);
        var tap = holder.NextTap(100);
        foreach (var name in (string[])["", "F0", "F054455353", "F15445535345524101", "0000000000"])
        {
            Assert.Equal(
                PaymentRefusal.ApplicationDiffers,
                holder.Declined(holder.NextTap(100) with
                {
                    ApplicationId = name,
                    Facts = tap.Facts with { ApplicationPrefix = "F05445535345524101" },
                }));
        }
    }

    [Fact]
    public void The_number_alone_decides_network_and_issuer()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1);
        var directory = world.State.Directory;
        var range = directory.FindRange(holder.Number.Reveal())!;
        foreach (var terminal in directory.Terminals.Values)
        {
            var facts = directory.Facts(terminal, range);
            Assert.Equal((range.NetworkBook, range.IssuerBook), (facts.NetworkBook, facts.IssuerBook));
        }
    }
}
