namespace Tessera.Core.Ledger;

// Persisted numbers: append only.
public enum AccountClass : byte
{
    Asset = 1,
    Liability = 2,
    Income = 3,
    Expense = 4,
    Memo = 5,
}
