using System.Collections.Immutable;

namespace Tessera.Cli.Torture.Customers;

/// <summary>One payment as its asker knows it: written down before it is asked and after it is answered. The trace
/// number, unique in a run, names it also in the journal.</summary>
internal sealed record ToldPayment(int Trace, long AmountMinor)
{
    public TapAnswer Answer { get; init; }

    /// <summary>DE39 or the refusal's name.</summary>
    public string Code { get; init; } = "";

    /// <summary>Empty where only ISO 8583 was spoken.</summary>
    public string Id { get; init; } = "";

    /// <summary>Acts that were answered with yes.</summary>
    public ImmutableArray<ToldAct> Acts { get; init; } = [];

    /// <summary>An act that was asked and has no answer yet.</summary>
    public ToldAct? OpenAct { get; init; }

    public bool IsSettled => OpenAct is null && (Answer != TapAnswer.Open || Has(ActKind.Reversal));

    /// <summary>What of the cardholder's money is held or spent when exactly this happened.</summary>
    public long UsedMinor
    {
        get
        {
            if (Answer != TapAnswer.Approved || Has(ActKind.Reversal) || Has(ActKind.Void))
            {
                return 0;
            }

            var kept = Acts.Any(act => act.IsFinal) ? Sum(ActKind.Capture) : AmountMinor;
            return kept - Sum(ActKind.Refund);
        }
    }

    public bool Has(ActKind kind) => Acts.Any(act => act.Kind == kind);

    public long Sum(ActKind kind) => Acts.Where(act => act.Kind == kind).Sum(act => act.AmountMinor);

    /// <summary>The open act was answered: with yes when it is named.</summary>
    public ToldPayment Answered(ToldAct? act) =>
        this with { OpenAct = null, Acts = act is null ? Acts : Acts.Add(act) };
}
