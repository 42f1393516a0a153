namespace Tessera.Core.Ledger;

// One row: four totals that only grow or are released, and the limit by which a funding account may be overdrawn.
// 64 bytes without padding (a snapshot copies rows as memory).
public struct LedgerAccount
{
    public UInt128 Id;
    public long DebitsPosted;
    public long CreditsPosted;
    public long DebitsPending;
    public long CreditsPending;
    public long LimitMinor;
    public ulong Reserved;

    public readonly AccountId AccountId => new(Id);

    // What may still be debited: limit + posted − held.
    public readonly long AvailableMinor => LimitMinor + CreditsPosted - DebitsPosted - DebitsPending;

    // Debits minus credits, posted.
    public readonly long BalanceMinor => DebitsPosted - CreditsPosted;

    public readonly long GreatestTotalMinor =>
        Math.Max(Math.Max(DebitsPosted, CreditsPosted), Math.Max(DebitsPending, CreditsPending));

    public readonly void Check()
    {
        Invariant.Check(DebitsPosted >= 0 && CreditsPosted >= 0, "posted totals are never negative");
        Invariant.Check(DebitsPending >= 0 && CreditsPending >= 0, "pending totals are never negative");
    }

    internal sealed class ById : IRowKey<LedgerAccount>
    {
        public static UInt128 Of(in LedgerAccount row) => row.Id;
    }
}
