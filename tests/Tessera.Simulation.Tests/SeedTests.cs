using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests;

// Goal: worlds under faults keep every promise. Each seed is another world; one that fails prints the line that shows
// it again.
public sealed class SeedTests
{
    private const ulong Seeds = 2_000;

    // A world in which something cannot happen proves nothing about it.
    private static readonly string[] Faults =
    [
        "kill", "frozen machine", "second owner", "power cut", "power cut in an operation", "full disk", "flush error",
        "damaged sector", "damage refused at a start", "partition", "swizzle clog", "clock jump", "clock drift",
        "days pass", "messages lost", "messages repeated", "messages late", "messages into a cut line",
    ];

    private static readonly string[] Events =
    [
        "ActivationEvent.Completed", "CardEvent.Deposited", "CardEvent.Reissued", "ChargebackEvent.Closed",
        "ChargebackEvent.Opened", "ChargebackEvent.PreArbitrated", "ChargebackEvent.Represented",
        "MaintenanceEvent.AnswersArchived", "MaintenanceEvent.PaymentRecalled", "MaintenanceEvent.PaymentsArchived",
        "PartnerEvent.Answered", "PartnerEvent.Queued", "PaymentEvent.Authorised", "PaymentEvent.Captured",
        "PaymentEvent.Concluded", "PaymentEvent.Declined", "PaymentEvent.HoldExpired", "PaymentEvent.Presented",
        "PaymentEvent.Refunded", "PaymentEvent.Requested", "PaymentEvent.Reversed",
        "PaymentEvent.ReversedBeforeArrival", "PaymentEvent.Voided", "SettlementEvent.PayoutSettled",
        "SettlementEvent.WindowClosed", "SettlementEvent.WindowSettled", "TokenEvent.Deleted", "TokenEvent.Resumed",
        "TokenEvent.Suspended",
    ];

    [Fact]
    public void Two_thousand_worlds_under_faults_keep_every_promise()
    {
        var result = SeedSweep.Run(1, Seeds);
        Assert.True(result.Found.Count == 0, string.Join(
            Environment.NewLine, result.Found.Take(5).Select(each => SeedSweep.Describe(each.Key, each.Value))));
        Assert.Equal((int)Seeds, result.Seeds);
        Assert.All(Faults.Concat(Events.Select(name => "event " + name)), name =>
            Assert.True(result.Counts.GetValueOrDefault(name) > 50, name + " hardly happened"));
    }
}
