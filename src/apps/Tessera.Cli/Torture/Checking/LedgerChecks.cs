using Tessera.Cli.Torture.Customers;
using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Primitives;

namespace Tessera.Cli.Torture.Checking;

/// <summary>The books of a folded journal: they balance, they hold what open payments hold, and each cardholder's
/// account has moved by what the customers were told.</summary>
internal static class LedgerChecks
{
    public static Findings Of(ShardState state)
    {
        var findings = new Findings();
        try
        {
            LedgerProof.Check(state.Ledger, _ => true);
        }
        catch (InvariantException broken)
        {
            findings.Break($"the ledger: {broken.Message}");
        }

        var held = new Dictionary<AccountId, long>();
        foreach (var payment in state.Payments.All())
        {
            held[payment.FundingAccount] = held.GetValueOrDefault(payment.FundingAccount) + payment.HeldMinor;
        }

        foreach (var account in state.Ledger.All().Where(IsFunding))
        {
            var open = held.GetValueOrDefault(account.AccountId);
            if (account.DebitsPending != open)
            {
                findings.Break(
                    $"account {account.AccountId}: {account.DebitsPending} held, open payments hold {open}");
            }

            if (account.AvailableMinor < 0)
            {
                findings.Break($"account {account.AccountId}: {account.AvailableMinor} available");
            }
        }

        return findings;
    }

    /// <summary>Only when everything is answered: what each account paid is what its customers were told.</summary>
    public static Findings Of(ShardState state, JournalFacts facts, IReadOnlyList<ToldPayment> told)
    {
        var findings = new Findings();
        var used = new Dictionary<AccountId, long>();
        foreach (var payment in told)
        {
            if (facts.ByTrace.GetValueOrDefault(payment.Trace) is { Authorisations: > 0 } effects)
            {
                used[effects.FundingAccount] = used.GetValueOrDefault(effects.FundingAccount) + payment.UsedMinor;
            }
        }

        foreach (var (id, usedMinor) in used)
        {
            var account = state.Ledger.Read(id);
            var moved = account.LimitMinor - account.AvailableMinor;
            if (moved > usedMinor)
            {
                findings.Double($"account {id}: {moved} paid by the books, {usedMinor} by what was told");
            }
            else if (moved < usedMinor)
            {
                findings.Lose($"account {id}: {moved} paid by the books, {usedMinor} by what was told");
            }
        }

        return findings;
    }

    private static bool IsFunding(LedgerAccount account) =>
        account.AccountId.Role is AccountRole.CardReceivable or AccountRole.CustomerBalance;
}
