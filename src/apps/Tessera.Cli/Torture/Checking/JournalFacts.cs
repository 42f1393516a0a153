using Tessera.Core;
using Tessera.Core.Payments;
using PaymentId = Tessera.Primitives.Id<Tessera.Core.IdKinds.Payment>;

namespace Tessera.Cli.Torture.Checking;

/// <summary>What a journal says of payments, by trace number; and what it says twice.</summary>
internal sealed class JournalFacts
{
    private readonly Dictionary<int, PaymentEffects> byTrace = [];
    private readonly Dictionary<PaymentId, PaymentEffects> byPayment = [];
    private readonly HashSet<(UInt128 Token, ushort Counter)> counters = [];

    public IReadOnlyDictionary<int, PaymentEffects> ByTrace => byTrace;

    /// <summary>Token counters that more than one decision used up.</summary>
    public List<string> CountersUsedTwice { get; } = [];

    /// <summary>Acts on payments that the journal does not know.</summary>
    public List<string> Strays { get; } = [];

    public int Authorised => byPayment.Count;

    public void Add(CoreEvent change)
    {
        switch (change)
        {
            case PaymentEvent.Authorised e:
                Add(e.Payment);
                break;
            case PaymentEvent.Declined e:
                Effects(e.TraceNumber).Declines++;
                if (e.IsCounterConsumed)
                {
                    UseCounter(e.Token.Value, e.Atc, e.TraceNumber);
                }

                break;
            case PaymentEvent.Captured e:
                Of(e.Payment)?.Captures.Add((e.Capture.Id.ToString(), e.Capture.AmountMinor));
                break;
            case PaymentEvent.Refunded e:
                Of(e.Payment)?.Refunds.Add((e.Refund.Id.ToString(), e.Refund.AmountMinor));
                break;
            case PaymentEvent.Voided e when Of(e.Payment) is { } effects:
                effects.Voids++;
                break;
            case PaymentEvent.Reversed e when Of(e.Payment) is { } effects:
                effects.Reversals++;
                break;
            default:
                break;
        }
    }

    private void Add(Payment payment)
    {
        var effects = Effects(payment.TraceNumber);
        effects.Authorisations++;
        effects.Payment = payment.Id;
        effects.AuthorisedMinor = payment.AuthorisedMinor;
        effects.FundingAccount = payment.FundingAccount;
        byPayment[payment.Id] = effects;
        UseCounter(payment.Token.Value, payment.Atc, payment.TraceNumber);
    }

    private void UseCounter(UInt128 token, ushort counter, int trace)
    {
        if (!counters.Add((token, counter)))
        {
            CountersUsedTwice.Add($"trace {trace}: its token's counter {counter} was used before");
        }
    }

    private PaymentEffects? Of(PaymentId payment)
    {
        if (!byPayment.TryGetValue(payment, out var effects))
        {
            Strays.Add($"{payment}: an act on a payment that was never authorised");
        }

        return effects;
    }

    private PaymentEffects Effects(int trace)
    {
        if (!byTrace.TryGetValue(trace, out var effects))
        {
            byTrace[trace] = effects = new PaymentEffects();
        }

        return effects;
    }
}
