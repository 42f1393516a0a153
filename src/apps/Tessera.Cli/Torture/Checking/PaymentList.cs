using Tessera.Client;
using Tessera.Client.Payments;
using Tessera.Client.Wire;

namespace Tessera.Cli.Torture.Checking;

/// <summary>The merchant's list of payments against the journal: each payment once, with the journal's amounts.
/// </summary>
internal static class PaymentList
{
    private const int PageLength = 100;

    public static async Task<Findings> CheckAsync(
        TesseraClient merchant, JournalFacts facts, int mostPages, CancellationToken cancel)
    {
        var findings = new Findings();
        var effects = facts.ByTrace.Values.Where(effects => effects.Authorisations > 0)
            .ToDictionary(effects => effects.Payment.ToString(), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var query = new PageQuery(PageLength);
        for (var pages = 0; pages < mostPages; pages++)
        {
            var page = await merchant.Payments.ListAsync(query, cancel);
            foreach (var payment in page.Data.Where(payment => payment.State != PaymentState.Declined))
            {
                Compare(payment, effects.GetValueOrDefault(payment.Id), findings);
                if (!seen.Add(payment.Id))
                {
                    findings.Double($"{payment.Id} stands twice in the list of payments");
                }
            }

            if (!page.HasMore)
            {
                foreach (var missing in effects.Keys.Where(id => !seen.Contains(id)))
                {
                    findings.Lose($"{missing} is in the journal and not in the list of payments");
                }

                break;
            }

            query = query with { StartingAfter = page.Data[^1].Id };
        }

        return findings;
    }

    private static void Compare(Payment payment, PaymentEffects? effects, Findings findings)
    {
        if (effects is null)
        {
            findings.Double($"{payment.Id} is in the list of payments and not in the journal");
        }
        else if ((payment.Amount, payment.AmountCaptured, payment.AmountRefunded)
            != (effects.AuthorisedMinor, effects.CapturedMinor, effects.RefundedMinor))
        {
            findings.Break($"{payment.Id} has other amounts in the list of payments than in the journal");
        }
    }
}
