namespace Tessera.Core.Ledger;

// One transfer inside one book and currency: the same amount on both sides, so every event is zero-sum by book.
// 48 bytes without padding (journal rows copy postings as memory).
public readonly record struct Posting(UInt128 Debit, UInt128 Credit, long AmountMinor, PostingKind Kind)
{
    public static Posting Of(PostingKind kind, AccountId debit, AccountId credit, long amountMinor)
    {
        Invariant.Check(amountMinor > 0, "a posting moves a positive amount");
        Invariant.Check(debit.Book == credit.Book, "a posting stays inside one book");
        Invariant.Check(debit.Currency == credit.Currency, "a posting has one currency");
        Invariant.Check(debit != credit, "a posting has two accounts");
        return new(debit.Value, credit.Value, amountMinor, kind);
    }
}
