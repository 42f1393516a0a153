namespace Tessera.Core.Ledger;

// Collects the postings of one event; amounts of zero are left out (a fee may round to nothing), and so is what would
// go to a book that is kept elsewhere: its own shard posts that.
public sealed class PostingList(Func<BookId, bool>? isHere = null)
{
    private readonly List<Posting> postings = [];

    public PostingList Add(PostingKind kind, AccountId debit, AccountId credit, long amountMinor)
    {
        Invariant.Check(amountMinor >= 0, "an amount to post is not negative");
        if (amountMinor > 0 && (isHere is null || isHere(debit.Book)))
        {
            postings.Add(Posting.Of(kind, debit, credit, amountMinor));
        }

        return this;
    }

    public PostingList Post(AccountId debit, AccountId credit, long amountMinor) =>
        Add(PostingKind.Post, debit, credit, amountMinor);

    // Debtor owes creditor: the mirrored pair of due-to and due-from accounts, each against an account of its book.
    // The debtor's book debits what it paid for; the creditor's book credits what it earned or owes on.
    public PostingList Owe(AccountId debtorSide, AccountId creditorSide, long amountMinor)
    {
        Invariant.Check(debtorSide.Currency == creditorSide.Currency, "a mirrored pair has one currency");
        var dueTo = AccountId.Of(
            debtorSide.Book, AccountRole.DueTo, debtorSide.Currency, creditorSide.Book.Number);
        var dueFrom = AccountId.Of(
            creditorSide.Book, AccountRole.DueFrom, creditorSide.Currency, debtorSide.Book.Number);
        return Post(debtorSide, dueTo, amountMinor).Post(dueFrom, creditorSide, amountMinor);
    }

    public Posting[] ToArray() => [.. postings];
}
