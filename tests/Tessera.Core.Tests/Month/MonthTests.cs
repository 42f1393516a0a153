using Tessera.Core.Partners;

namespace Tessera.Core.Tests.Month;

// A month of payments over three shards whose messages are lost, repeated and late closes to the cent in every book:
// all kinds of fees, refunds, late, unmatched and over-cleared presentments, chargebacks won and lost, reserves, debt.
public sealed class MonthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_month_closes_to_the_cent_in_every_book(int seed)
    {
        var run = new MonthRun(seed);
        for (var day = 1; day <= 30; day++)
        {
            run.Day(day);
        }

        for (var day = 0; day < 20; day++)
        {
            run.QuietDay();
        }

        MonthChecks.End(run);
        CheckThatItAllHappened(run);
    }

    private static void CheckThatItAllHappened(MonthRun run)
    {
        var marks = run.Network.Events().OfType<PaymentEvent.Presented>().Select(e => e.Marks).ToList();
        foreach (var mark in new[] { PresentmentMarks.Late, PresentmentMarks.OverCleared, PresentmentMarks.Unmatched })
        {
            Assert.Contains(marks, found => found.HasFlag(mark));
        }

        Assert.Contains(
            run.Bank.World.Events().OfType<PaymentEvent.Presented>(), e => e.Marks != PresentmentMarks.None);
        Assert.True(run.ToBank.LostCount > 0 && run.ToBank.RepeatedCount > 0);
        Assert.True(run.ToNetwork.LostCount > 0 && run.ToNetwork.RepeatedCount > 0);
        Assert.Contains(
            run.Network.Events().OfType<PartnerEvent.Queued>(), e => e.Message.Kind == PartnerMessageKind.Advice);
        var closed = run.Network.Events().OfType<ChargebackEvent.Closed>().Select(e => e.Chargeback).ToList();
        Assert.Contains(closed, chargeback => chargeback.State == ChargebackState.Won);
        Assert.Contains(closed, chargeback => chargeback.State == ChargebackState.Lost);
        Assert.Equal(
            [
                ChargebackClosing.Accepted, ChargebackClosing.Withdrawn, ChargebackClosing.Ruled,
                ChargebackClosing.Lapsed,
            ],
            closed.Select(chargeback => chargeback.Closing).Distinct().Order());
        var settled = run.Worlds.SelectMany(world => world.Events()).OfType<SettlementEvent.MerchantSettled>()
            .Select(e => e.Settlement).ToList();
        Assert.Contains(settled, merchant => merchant.HeldMinor > 0);
        Assert.Contains(settled, merchant => merchant.ReleasedMinor > 0);
        Assert.Contains(settled, merchant => merchant.DebtMadeMinor + merchant.ReserveDrawnMinor > 0);
        Assert.True(run.Network.Events().OfType<MaintenanceEvent.PaymentRecalled>().Any());
    }
}
