using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

public static class PartnerRules
{
    // Beyond it no new payment is sent to the partner; obligations still queue.
    public const int MostWaiting = 100_000;

    public static Decision Decide(PartnerState partners, PartnerCommand command) => command switch
    {
        PartnerCommand.Acknowledge c => Acknowledge(partners, c),
        _ => throw new InvariantException("every partner command has its case"),
    };

    // For an issuer that keeps its own books: nothing, or the one message that tells it.
    public static CoreEvent[] TellIssuer(ShardState state, Payment payment, Func<PartnerMessage, PartnerMessage> fill)
    {
        if (!payment.Facts.IsIssuerOutside)
        {
            return [];
        }

        var message = fill(new PartnerMessage
        {
            Sequence = state.Partners.LastSequence + 1,
            Book = payment.Facts.IssuerBook,
            Kind = PartnerMessageKind.Reversal,
            Payment = payment,
            AmountMinor = payment.AuthorisedMinor,
            QueuedAt = default,
        });
        return [new PartnerEvent.Queued(message)];
    }

    private static Decision Acknowledge(PartnerState partners, PartnerCommand.Acknowledge command)
    {
        var message = partners.Find(command.Partner, command.Sequence);
        return message is null
            ? Decision.Decided(Reply.Done.Instance)
            : Decision.Decided(
                Reply.Done.Instance,
                new PartnerEvent.Answered(message.Book, message.Sequence, command.ResponseCode));
    }
}
