// EMV 4.4 Book 1, 11 and 12, and Book 3, 10: the terminal side of a card with contacts.
using Tessera.Emv.Apdu;
using Tessera.Emv.Kernel;

namespace Tessera.Emv.Contact;

/// <summary>The terminal side of a card in its slot. It keeps nothing between cards.</summary>
/// <param name="configuration">What the terminal knows about itself.</param>
public sealed class ContactReader(ReaderConfiguration configuration)
{
    /// <summary>
    /// Runs a transaction up to its first cryptogram. Whatever the card answers, it returns, after at most 128
    /// exchanges; when the issuer is to be asked, <see cref="ContactTransaction.Complete"/> goes on.
    /// </summary>
    /// <param name="request">The payment wanted.</param>
    /// <param name="channel">The card in the slot, just reset.</param>
    /// <param name="randomPercent">
    /// 0 to 99 from a cryptographic generator: below the terminal's percentage the payment goes online (Book 3,
    /// 10.6.2).
    /// </param>
    /// <exception cref="Primitives.InvariantException">
    /// The amount is not in the terminal's currency or has over 12 digits.
    /// </exception>
    public ContactTransaction Start(TapRequest request, CardChannel channel, int randomPercent)
    {
        ContactlessReader.Check(configuration, request);
        var session = new CardSession(channel);
        var step = ContactSelection.Run(session, configuration.Applications, out var candidates);
        if (step.HasEnded)
        {
            return new ContactTransaction(step.Outcome!);
        }

        var last = TapReason.NoCommonApplication;
        foreach (var candidate in candidates)
        {
            step = session.Exchange(CommandApdu.Select(candidate.Name), out var response);
            if (step.HasEnded)
            {
                return new ContactTransaction(step.Outcome!);
            }

            var flow = new TapFlow(configuration, request, candidate, session)
            {
                Time = TimeProvider.System,
                IsContact = true,
            };
            if (!response.Status.IsSuccess || !ContactlessReader.TryReadControl(response.Data, flow, out var list))
            {
                last = response.Status.IsSuccess ? TapReason.BadCardAnswer : TapReason.CardRefused;
                continue;
            }

            var outcome = new ContactFlow(flow, randomPercent).Run(list);
            if (outcome is not TapOutcome.SelectNext next)
            {
                return new ContactTransaction(outcome, flow);
            }

            last = next.Reason;
        }

        return new ContactTransaction(new TapOutcome.EndApplication(last));
    }
}
