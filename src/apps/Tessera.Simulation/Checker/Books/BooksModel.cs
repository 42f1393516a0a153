using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;

namespace Tessera.Simulation.Checker.Books;

/// <summary>C1: the books of one node, kept from the postings alone. After every row each book sums to zero in each
/// currency, what two books here owe each other agrees, and customers' money lies in the safeguarding bank.</summary>
internal sealed class BooksModel(string node, Findings findings)
{
    private readonly Dictionary<UInt128, AccountTotals> accounts = [];
    private readonly Dictionary<(ushort Book, ushort Currency), Int128> sums = [];
    private readonly Dictionary<(ushort Book, ushort Currency), long> customers = [];
    private readonly HashSet<UInt128> touched = [];
    private readonly HashSet<ushort> outside = [];

    public IEnumerable<(AccountParts Account, AccountTotals Totals)> All() =>
        accounts.Select(each => (AccountParts.Of(each.Key), each.Value));

    public AccountTotals Of(UInt128 account)
    {
        if (!accounts.TryGetValue(account, out var totals))
        {
            accounts.Add(account, totals = new AccountTotals());
        }

        return totals;
    }

    public bool IsHere(ushort book) => !outside.Contains(book);

    public void Take(long sequence, CoreEvent change)
    {
        switch (change)
        {
            case DirectoryEvent.ParticipantRegistered { Participant.IsOutside: true } e:
                outside.Add(e.Participant.Book);
                break;
            case CardEvent.AccountOpened e:
                Of(NumberOf(e.Account)).LimitMinor = e.CreditLimitMinor;
                break;
        }

        if (change is IPostingEvent posting)
        {
            foreach (var each in posting.Postings)
            {
                Take(sequence, each);
            }
        }
    }

    public void EndRow(long sequence)
    {
        foreach (var (key, sum) in sums)
        {
            if (sum != 0)
            {
                findings.Add("C1", node, sequence, $"book {key.Book} is off by {sum} in currency {key.Currency}");
            }
        }

        foreach (var account in touched.Select(AccountParts.Of))
        {
            CheckPair(sequence, account);
        }

        touched.Clear();
        foreach (var (key, gap) in customers)
        {
            if (gap != 0 && IsHere(key.Book))
            {
                findings.Add("C1", node, sequence, $"customers' money of book {key.Book} is off by {gap}");
            }
        }
    }

    private static UInt128 NumberOf(CardAccount account) => new AccountParts(
        account.IssuerBook,
        account.Kind == CardAccountKind.Credit ? AccountRole.CardReceivable : AccountRole.CustomerBalance,
        account.CurrencyNumber, account.Number).Number;

    private void Take(long sequence, in Posting posting)
    {
        var (debit, credit) = (AccountParts.Of(posting.Debit), AccountParts.Of(posting.Credit));
        if (posting.AmountMinor <= 0)
        {
            findings.Add("C1", node, sequence, $"a posting of {posting.AmountMinor}");
        }

        var (pending, posted) = posting.Kind switch
        {
            PostingKind.Hold => (posting.AmountMinor, 0L),
            PostingKind.PostHeld => (-posting.AmountMinor, posting.AmountMinor),
            PostingKind.Release => (-posting.AmountMinor, 0L),
            _ => (0L, posting.AmountMinor),
        };
        Move(debit, pending, posted, 1);
        Move(credit, pending, posted, -1);
        if (Of(posting.Debit).DebitsPending < 0 || Of(posting.Credit).CreditsPending < 0)
        {
            findings.Add("C5", node, sequence, $"more of {debit} was released than held");
        }
    }

    private void Move(AccountParts account, long pending, long posted, int sign)
    {
        var totals = Of(account.Number);
        if (sign > 0)
        {
            (totals.DebitsPending, totals.DebitsPosted) =
                (totals.DebitsPending + pending, totals.DebitsPosted + posted);
        }
        else
        {
            (totals.CreditsPending, totals.CreditsPosted) =
                (totals.CreditsPending + pending, totals.CreditsPosted + posted);
        }

        var key = (account.Book, account.Currency);
        sums[key] = sums.GetValueOrDefault(key) + (sign * (pending + posted));
        touched.Add(account.Number);
        if (account.Role is AccountRole.CustomerBalance or AccountRole.ReleasePayable or AccountRole.SafeguardingBank)
        {
            customers[key] = customers.GetValueOrDefault(key) + (sign * posted);
        }
    }

    private void CheckPair(long sequence, AccountParts account)
    {
        if (account.Role is not (AccountRole.DueTo or AccountRole.DueFrom) || !IsHere((ushort)account.Owner)
            || !IsHere(account.Book))
        {
            return;
        }

        var mirror = new AccountParts(
            (ushort)account.Owner, account.Role == AccountRole.DueTo ? AccountRole.DueFrom : AccountRole.DueTo,
            account.Currency, account.Book);
        if (Of(mirror.Number).BalanceMinor != -Of(account.Number).BalanceMinor)
        {
            findings.Add("C1", node, sequence, $"{account} and its mirror differ");
        }
    }
}
