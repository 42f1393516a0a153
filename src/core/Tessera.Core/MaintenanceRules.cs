using Tessera.Core.Disputes;
using Tessera.Core.Payments;

namespace Tessera.Core;

public static class MaintenanceRules
{
    // Nothing to do is decided with no events, so an idle shard journals nothing.
    public static Decision Decide(ShardState state, Envelope envelope, MaintenanceCommand command)
    {
        var events = new List<CoreEvent>();
        events.AddRange(state.Payments.DueHolds(envelope.At).Take(command.MostItems).Select(PaymentRules.Expire));
        events.AddRange(state.Chargebacks.Due(envelope.At).Take(command.MostItems)
            .Select(chargeback => ChargebackRules.Lapse(state, envelope, chargeback)));
        var before = envelope.At.Plus(-command.PaymentsKept);
        var finished = state.Payments.FinishedBefore(before).Take(command.MostItems).ToArray();
        if (finished.Length > 0)
        {
            events.Add(new MaintenanceEvent.PaymentsArchived(finished));
        }

        var answers = Math.Min(state.Answers.Count - command.AnswersKept, command.MostItems);
        if (answers > 0)
        {
            events.Add(new MaintenanceEvent.AnswersArchived(answers));
        }

        return Decision.Decided(Reply.Done.Instance, events);
    }
}
