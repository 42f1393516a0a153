namespace Tessera.Simulation.Checker.Books;

/// <summary>The four totals of one account, and by how much it may be overdrawn.</summary>
internal sealed class AccountTotals
{
    public long DebitsPosted { get; set; }

    public long CreditsPosted { get; set; }

    public long DebitsPending { get; set; }

    public long CreditsPending { get; set; }

    public long LimitMinor { get; set; }

    public long BalanceMinor => DebitsPosted - CreditsPosted;

    public long AvailableMinor => LimitMinor + CreditsPosted - DebitsPosted - DebitsPending;
}
