namespace Tessera.Core.Ledger;

// All accounts of a shard. Postings are the only way a total changes.
public sealed class LedgerState
{
    // Half of what a total can hold, so that adding two of them never overflows.
    public const long MostTotalMinor = 1L << 62;

    private readonly ChunkedTable<LedgerAccount> accounts = new();
    private readonly RowIndex<LedgerAccount, LedgerAccount.ById> index;

    public LedgerState() => index = new RowIndex<LedgerAccount, LedgerAccount.ById>(accounts);

    public int Count => accounts.Count;

    public bool Exists(AccountId id) => index.Contains(id.Value);

    // The row as it stands; an account never posted to reads as zero.
    public LedgerAccount Read(AccountId id) =>
        index.TryFind(id.Value, out var row) ? accounts[row] : new LedgerAccount { Id = id.Value };

    public long AvailableMinor(AccountId id) => Read(id).AvailableMinor;

    public IEnumerable<LedgerAccount> All()
    {
        for (var row = 0; row < accounts.Count; row++)
        {
            yield return accounts[row];
        }
    }

    public void SetLimit(AccountId id, long limitMinor)
    {
        Invariant.Check(limitMinor >= 0, "a limit is not negative");
        Row(id.Value).LimitMinor = limitMinor;
    }

    // Whether all amounts of one decision together could still be added to every total that it touches. Letting go of a
    // hold always fits.
    public bool HasRoomFor(IReadOnlyList<CoreEvent> events)
    {
        var sum = Int128.Zero;
        var greatest = 0L;
        foreach (var change in events)
        {
            if (change is IPostingEvent { Postings: var postings })
            {
                foreach (ref readonly var posting in postings.AsSpan())
                {
                    if (posting.Kind == PostingKind.Release)
                    {
                        continue;
                    }

                    sum += posting.AmountMinor;
                    greatest = Math.Max(greatest, Read(new AccountId(posting.Debit)).GreatestTotalMinor);
                    greatest = Math.Max(greatest, Read(new AccountId(posting.Credit)).GreatestTotalMinor);
                }
            }
        }

        return greatest + sum <= MostTotalMinor;
    }

    public void Apply(ReadOnlySpan<Posting> postings)
    {
        foreach (ref readonly var posting in postings)
        {
            var debit = new AccountId(posting.Debit);
            var credit = new AccountId(posting.Credit);
            Invariant.Check(
                debit.Book == credit.Book && debit.Currency == credit.Currency && posting.AmountMinor > 0,
                "a journaled posting stays inside one book and currency and moves a positive amount");
            ApplyOne(posting);
        }
    }

    public FrozenTable<LedgerAccount> Freeze() => accounts.Freeze();

    public void Load(ReadOnlySpan<LedgerAccount> rows)
    {
        foreach (ref readonly var row in rows)
        {
            row.Check();
            accounts.Add(row);
        }
    }

    internal void Index() => index.AddAll();

    private void ApplyOne(in Posting posting)
    {
        var amount = posting.AmountMinor;
        var (pending, posted) = posting.Kind switch
        {
            PostingKind.Post => (0L, amount),
            PostingKind.Hold => (amount, 0L),
            PostingKind.PostHeld => (-amount, amount),
            PostingKind.Release => (-amount, 0L),
            _ => throw new InvariantException("a posting kind is one of the four"),
        };
        ref var debit = ref Row(posting.Debit);
        debit.DebitsPending += pending;
        debit.DebitsPosted += posted;
        debit.Check();
        ref var credit = ref Row(posting.Credit);
        credit.CreditsPending += pending;
        credit.CreditsPosted += posted;
        credit.Check();
    }

    private ref LedgerAccount Row(UInt128 id)
    {
        if (!index.TryFind(id, out var row))
        {
            row = accounts.Add(new LedgerAccount { Id = id });
            index.Add(row);
        }

        return ref accounts.Edit(row);
    }
}
