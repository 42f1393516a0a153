using Tessera.Core.Directory;
using Tessera.Core.Disputes;
using Tessera.Core.Payments;

namespace Tessera.Core.Settlement;

// What gathers under a business date until it is closed.
public sealed class OpenWindow(DateOnly businessDate)
{
    private readonly SortedDictionary<(ulong Merchant, ushort Currency), MerchantLine> lines = [];
    private readonly SortedDictionary<(ushort Debtor, ushort Creditor, ushort Currency), long> obligations = [];
    private readonly SortedDictionary<(ushort Book, ushort Currency), long> releases = [];

    public DateOnly BusinessDate => businessDate;

    public static OpenWindow Load(SettlementWindow snapshot)
    {
        var window = new OpenWindow(snapshot.BusinessDate);
        foreach (var line in snapshot.Lines)
        {
            window.lines.Add((line.MerchantNumber, line.CurrencyNumber), line);
        }

        foreach (var due in snapshot.Obligations)
        {
            window.obligations.Add((due.DebtorBook, due.CreditorBook, due.CurrencyNumber), due.AmountMinor);
        }

        foreach (var release in snapshot.Releases)
        {
            window.releases.Add((release.Book, release.CurrencyNumber), release.AmountMinor);
        }

        return window;
    }

    public void Add(Payment payment, PaymentEvent.Presented presented)
    {
        Change(payment, line => line with
        {
            CaptureCount = line.CaptureCount + 1,
            CapturedMinor = line.CapturedMinor + presented.AmountMinor,
            MerchantFeeMinor = line.MerchantFeeMinor + presented.Fees.MerchantMinor,
            InterchangeMinor = line.InterchangeMinor + presented.Fees.InterchangeMinor,
            SchemeFeeMinor = line.SchemeFeeMinor + presented.Fees.SchemeMinor,
        });
        AddPostings(presented.Postings, payment.Facts);
    }

    public void Add(Payment payment, PaymentEvent.Refunded refunded)
    {
        Change(payment, line => line with
        {
            RefundCount = line.RefundCount + 1,
            RefundedMinor = line.RefundedMinor + refunded.Refund.AmountMinor,
            InterchangeMinor = line.InterchangeMinor - refunded.InterchangeReturnedMinor,
        });
        AddPostings(refunded.Postings, payment.Facts);
    }

    public void Add(Payment payment, ChargebackEvent change)
    {
        Change(payment, line => line with
        {
            ChargebackCount = line.ChargebackCount + (change is ChargebackEvent.Opened ? 1 : 0),
            ChargedBackMinor = line.ChargedBackMinor + change.MovedMinor,
            ChargebackFeeMinor = line.ChargebackFeeMinor + change.MerchantFeeMinor,
        });
        AddPostings(change.Postings, payment.Facts);
    }

    public IEnumerable<Obligation> Obligations() => obligations.Select(
        due => new Obligation(due.Key.Debtor, due.Key.Creditor, due.Key.Currency, due.Value));

    public SettlementWindow Close(Timestamp at) => new(
        businessDate,
        at,
        [.. lines.Values],
        [.. Obligations()],
        Positions(),
        [.. releases.Select(release => new SafeguardingRelease(release.Key.Book, release.Key.Currency, release.Value))],
        IsSettled: false);

    // Everything that a posting credits to a due-to account is owed by that book to the account's owner. What a book
    // that is kept elsewhere owes shows here only as the due-from side.
    private void AddPostings(Posting[] postings, PaymentFacts facts)
    {
        foreach (var posting in postings)
        {
            if (posting.Kind is not (PostingKind.Post or PostingKind.PostHeld))
            {
                continue;
            }

            var credit = new AccountId(posting.Credit);
            var debit = new AccountId(posting.Debit);
            if (credit.Role == AccountRole.DueTo)
            {
                var pair = (credit.Book.Number, (ushort)credit.Owner, credit.Currency.Number);
                Add(obligations, pair, posting.AmountMinor);
            }

            if (debit.Role == AccountRole.DueFrom && !facts.IsHere(new BookId((ushort)debit.Owner)))
            {
                var pair = ((ushort)debit.Owner, debit.Book.Number, debit.Currency.Number);
                Add(obligations, pair, posting.AmountMinor);
            }

            if (credit.Role == AccountRole.ReleasePayable)
            {
                Add(releases, (credit.Book.Number, credit.Currency.Number), posting.AmountMinor);
            }

            if (debit.Role == AccountRole.ReleasePayable)
            {
                Add(releases, (debit.Book.Number, debit.Currency.Number), -posting.AmountMinor);
            }
        }
    }

    // An outside acquirer settles with its merchants itself.
    private void Change(Payment payment, Func<MerchantLine, MerchantLine> change)
    {
        if (payment.Facts.IsHere(new BookId(payment.Facts.AcquirerBook)))
        {
            var key = (payment.Facts.MerchantNumber, payment.CurrencyNumber);
            lines[key] = change(lines.GetValueOrDefault(key) ?? new MerchantLine
            {
                Merchant = payment.Facts.Merchant,
                MerchantNumber = payment.Facts.MerchantNumber,
                AcquirerBook = payment.Facts.AcquirerBook,
                CurrencyNumber = payment.CurrencyNumber,
            });
        }
    }

    private NetPosition[] Positions()
    {
        var positions = new SortedDictionary<(ushort Book, ushort Currency), long>();
        foreach (var (key, amount) in obligations)
        {
            Add(positions, (key.Debtor, key.Currency), -amount);
            Add(positions, (key.Creditor, key.Currency), amount);
        }

        return [.. positions.Select(p => new NetPosition(p.Key.Book, p.Key.Currency, p.Value))];
    }

    private static void Add<TKey>(SortedDictionary<TKey, long> sums, TKey key, long amount)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amount;
}
