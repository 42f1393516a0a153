using Tessera.Cli.Torture.Customers;

namespace Tessera.Cli.Torture.Checking;

/// <summary>Compares what customers were told with what the journal holds, payment by payment, both ways.</summary>
internal static class ToldComparison
{
    /// <param name="told">What was asked and told.</param>
    /// <param name="facts">The journal.</param>
    /// <param name="mayHoldMore">The journal was taken while customers went on: what it holds beyond what was told is
    /// no fault.</param>
    public static Findings Of(IReadOnlyList<ToldPayment> told, JournalFacts facts, bool mayHoldMore = false)
    {
        var findings = new Findings();
        var none = new PaymentEffects();
        foreach (var payment in told)
        {
            var effects = facts.ByTrace.GetValueOrDefault(payment.Trace, none);
            Compare(payment, effects, findings);
            if (!mayHoldMore)
            {
                FindMore(payment, effects, findings);
            }
        }

        if (!mayHoldMore)
        {
            var known = told.Select(payment => payment.Trace).ToHashSet();
            foreach (var trace in facts.ByTrace.Keys.Where(trace => !known.Contains(trace)))
            {
                findings.Double($"trace {trace}: the journal holds a payment that nobody asked for");
            }
        }

        facts.CountersUsedTwice.ForEach(findings.Double);
        facts.Strays.ForEach(findings.Break);
        return findings;
    }

    // What was told must be there, once.
    private static void Compare(ToldPayment told, PaymentEffects effects, Findings findings)
    {
        if (told.Answer == TapAnswer.Approved && effects.Authorisations == 0)
        {
            findings.Lose($"trace {told.Trace}: approved, and the journal has no authorisation");
        }
        else if (told.Answer == TapAnswer.Approved && effects.AuthorisedMinor != told.AmountMinor)
        {
            findings.Lose($"trace {told.Trace}: {told.AmountMinor} was approved, {effects.AuthorisedMinor} is there");
        }

        if (told.Answer == TapAnswer.Declined && effects.Declines == 0)
        {
            findings.Lose($"trace {told.Trace}: declined with {told.Code}, and the journal has no decline");
        }

        if (told.Answer == TapAnswer.Declined && effects.Authorisations > 0)
        {
            findings.Break($"trace {told.Trace}: declined with {told.Code}, and the journal has an authorisation");
        }

        if (effects.Authorisations > 1 || effects.Declines > 1 || effects.Voids > 1 || effects.Reversals > 1)
        {
            findings.Double($"trace {told.Trace}: the same effect more than once");
        }

        CompareAct(told, ActKind.Void, effects.Voids, findings);
        CompareAct(told, ActKind.Reversal, effects.Reversals, findings);
        CompareParts(told, ActKind.Capture, effects.Captures, findings);
        CompareParts(told, ActKind.Refund, effects.Refunds, findings);
        if (effects.CapturedMinor > effects.AuthorisedMinor || effects.RefundedMinor > effects.CapturedMinor)
        {
            findings.Break($"trace {told.Trace}: more captured than authorised, or more refunded than captured");
        }
    }

    private static void CompareAct(ToldPayment told, ActKind kind, int count, Findings findings)
    {
        // A reversal of what never arrived leaves nothing to reverse.
        if (told.Has(kind) && count == 0 && told.Answer == TapAnswer.Approved)
        {
            findings.Lose($"trace {told.Trace}: the {kind} was acknowledged and is not there");
        }
    }

    private static void CompareParts(
        ToldPayment told, ActKind kind, List<(string Id, long AmountMinor)> parts, Findings findings)
    {
        foreach (var act in told.Acts.Where(act => act.Kind == kind))
        {
            var count = parts.Count(part => part == (act.Id, act.AmountMinor));
            if (count == 0)
            {
                findings.Lose($"trace {told.Trace}: the {kind} of {act.AmountMinor} is not there as acknowledged");
            }
        }

        if (parts.Select(part => part.Id).Distinct(StringComparer.Ordinal).Count() != parts.Count)
        {
            findings.Double($"trace {told.Trace}: one {kind} twice");
        }
    }

    // Once everything is answered, nothing may be there that was not told.
    private static void FindMore(ToldPayment told, PaymentEffects effects, Findings findings)
    {
        if (!told.IsSettled)
        {
            findings.Break($"trace {told.Trace}: still without an answer");
            return;
        }

        if (effects.Captures.Count > told.Acts.Count(act => act.Kind == ActKind.Capture)
            || effects.Refunds.Count > told.Acts.Count(act => act.Kind == ActKind.Refund)
            || (effects.Voids > 0 && !told.Has(ActKind.Void)))
        {
            findings.Double($"trace {told.Trace}: more captures, refunds or voids than were acknowledged");
        }

        if (effects.Reversals > 0 && !told.Has(ActKind.Reversal))
        {
            findings.Break($"trace {told.Trace}: reversed, and nobody asked for that");
        }

        if (told.Answer == TapAnswer.Open && effects.Authorisations > effects.Reversals)
        {
            findings.Break($"trace {told.Trace}: taken back, and the authorisation stands");
        }
    }
}
