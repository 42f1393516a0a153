namespace Tessera.Core.Ledger;

public sealed record TrialBalanceLine(
    BookId Book, Currency Currency, AccountClass Class, long DebitsMinor, long CreditsMinor)
{
    public long PendingDebitsMinor { get; init; }

    public long PendingCreditsMinor { get; init; }
}
