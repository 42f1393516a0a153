using Tessera.Core.Partners;

namespace Tessera.Core.Tests.Month;

// Carries one shard's messages for a partner to the partner's shard, in order: some are lost, some answers are lost and
// the message comes again, and on bad days the rest waits.
public sealed class MessageLink(World from, BookId partner, World to, Func<PartnerMessage, Command> read)
{
    private readonly HashSet<long> delivered = [];

    public int LostCount { get; private set; }

    public int RepeatedCount { get; private set; }

    // By the trace of the payment, what the other side calls it.
    public Dictionary<UInt128, PaymentId> Known { get; } = [];

    // Posted on this side and not yet on the other.
    public IEnumerable<PartnerMessage> InFlight =>
        from.State.Partners.WaitingFor(partner).Where(message => !delivered.Contains(message.Sequence));

    public void Pump(Random random, bool isCalm)
    {
        foreach (var message in from.State.Partners.WaitingFor(partner).ToArray())
        {
            var fate = isCalm ? 0 : random.Next(12);
            if (fate == 11)
            {
                LostCount++;
                return;
            }

            Deliver(message);
            if (fate == 10)
            {
                RepeatedCount++;
                return;
            }

            from.Must(new PartnerCommand.Acknowledge(partner, message.Sequence, "00"));
        }
    }

    private void Deliver(PartnerMessage message)
    {
        var isFirst = delivered.Add(message.Sequence);
        var id = ((UInt128)partner.Number << 120) | (UInt128)(ulong)message.Sequence;
        var before = to.Journal.Count;
        var decision = to.Send(id, read(message));
        Assert.Equal(
            (isFirst ? DecisionKind.Decided : DecisionKind.Repeated, Refusal.None), (decision.Kind, decision.Refusal));
        Assert.True(isFirst || before == to.Journal.Count);
        if (decision.Reply is Reply.PaymentChanged { Payment.IsNone: false } changed)
        {
            Known[message.Payment.TraceKey] = changed.Payment;
        }
    }
}
