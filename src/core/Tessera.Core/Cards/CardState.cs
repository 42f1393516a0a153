namespace Tessera.Core.Cards;

// Rows of accounts and cards stay where they are: others name them by row.
public sealed class CardState
{
    private readonly ChunkedTable<CardAccountRow> accounts = new();
    private readonly RowIndex<CardAccountRow, CardAccountRow.ById> accountsById;
    private readonly ChunkedTable<CardRow> cards = new();
    private readonly RowIndex<CardRow, CardRow.ById> cardsById;
    private readonly RowIndex<CardRow, CardRow.ByPan> cardsByPan;
    private readonly RecordTable<CardCounter> counters = new();
    private readonly RecordTable<FormerPan> formerPans = new();

    public CardState()
    {
        accountsById = new RowIndex<CardAccountRow, CardAccountRow.ById>(accounts);
        cardsById = new RowIndex<CardRow, CardRow.ById>(cards);
        cardsByPan = new RowIndex<CardRow, CardRow.ByPan>(cards);
    }

    public ulong NextAccountNumber => (ulong)accounts.Count + 1;

    public CardAccount? FindAccount(CardAccountId id) =>
        accountsById.TryFind(id.Value, out var row) ? accounts[row].ToRecord() : null;

    public Card? FindCard(CardId id) => cardsById.TryFind(id.Value, out var row) ? Read(row) : null;

    // By its number, or by one that it had before.
    public Card? FindByPan(PanReference pan) =>
        cardsByPan.TryFind(pan.Value, out var row) ? Read(row)
        : formerPans.Find(pan.Value) is { } former ? FindCard(former.Card) : null;

    public bool HasPan(PanReference pan) => cardsByPan.Contains(pan.Value) || formerPans.Contains(pan.Value);

    public CardCounter CounterOf(CardId card) => counters.Find(card.Value) ?? CardCounter.Of(card, default);

    // The newest first.
    public IEnumerable<Card> CardsOf(CardAccountId account)
    {
        var row = accountsById.TryFind(account.Value, out var of) ? accounts[of].LatestCard : CardAccountRow.NoCard;
        for (; row != CardAccountRow.NoCard; row = cards[row].EarlierOfAccount)
        {
            yield return Read(row);
        }
    }

    public IEnumerable<FormerPan> AllFormerPans() => formerPans.All();

    public IEnumerable<Card> AllCards() => Enumerable.Range(0, cards.Count).Select(Read);

    internal int RowOf(CardId card)
    {
        Invariant.Check(cardsById.TryFind(card.Value, out var row), "a token is of a card that is here");
        return row;
    }

    internal CardId CardAt(int row) => new(cards[row].Id.Value);

    // Where the money of a card stands.
    internal AccountId LedgerAccountAt(int row) => accounts[cards[row].Account].ToRecord().LedgerAccount;

    internal (FrozenTable<CardAccountRow> Accounts, FrozenTable<CardRow> Cards) FreezeRows() =>
        (accounts.Freeze(), cards.Freeze());

    internal FrozenRecords[] Freeze() => [counters.Freeze(), formerPans.Freeze()];

    internal void Load(ReadOnlySpan<CardAccountRow> some) => accounts.AddAll(some);

    internal void Load(ReadOnlySpan<CardRow> some) => cards.AddAll(some);

    // In the order of Freeze.
    internal void Load(SnapshotReader reader)
    {
        reader.ReadRecords(counters.Load);
        reader.ReadRecords(formerPans.Load);
    }

    // After all was loaded; in any order, or side by side.
    internal Action[] Indexing() =>
        [accountsById.AddAll, cardsById.AddAll, cardsByPan.AddAll, counters.Index, formerPans.Index];

    public void Apply(CardEvent change)
    {
        switch (change)
        {
            case CardEvent.AccountOpened e:
                accountsById.Add(accounts.Add(CardAccountRow.Of(e.Account)));
                break;
            case CardEvent.Deposited or CardEvent.Transferred:
                break;
            case CardEvent.Enrolled e:
                Add(e.Card);
                break;
            case CardEvent.StatusSet e:
                cards.Edit(RowOf(e.Card)).Status = e.Status;
                break;
            case CardEvent.Reissued e:
                Replace(e);
                break;
            case CardEvent.AccountClosed e:
                accounts.Edit(RowOf(e.Account)).IsClosed = 1;
                break;
            default:
                throw new InvariantException("every card event has its case");
        }
    }

    // A verified cryptogram of a plain card uses its counter value up, approved or declined.
    public void Consume(CardId card, ushort atc) =>
        counters.Put(card.Value, CardCounter.Of(card, CounterOf(card).Counter.Use(atc)));

    public void CountBadCryptogram(CardId card)
    {
        var counter = CounterOf(card);
        counters.Put(card.Value, counter with
        {
            BadCryptograms = (byte)Math.Min(counter.BadCryptograms + 1, byte.MaxValue),
        });
    }

    private Card Read(int row) => cards[row].ToRecord(accounts[cards[row].Account].Id.Value);

    private int RowOf(CardAccountId account)
    {
        Invariant.Check(accountsById.TryFind(account.Value, out var row), "a card is of an account that is here");
        return row;
    }

    private void Add(Card card)
    {
        var account = RowOf(card.Account);
        var row = new CardRow { Account = account, EarlierOfAccount = accounts[account].LatestCard };
        row.Set(card);
        accounts.Edit(account).LatestCard = cards.Add(row);
        cardsById.Add(cards.Count - 1);
        cardsByPan.Add(cards.Count - 1);
    }

    // The new chip counts from the beginning under its own key.
    private void Replace(CardEvent.Reissued reissued)
    {
        var row = RowOf(reissued.Card.Id);
        counters.Remove(reissued.Card.Id.Value);
        if (reissued.Card.Pan == reissued.FormerPan)
        {
            cards.Edit(row).Set(reissued.Card);
            return;
        }

        cardsByPan.Remove(row);
        cards.Edit(row).Set(reissued.Card);
        cardsByPan.Add(row);
        formerPans.Add(
            reissued.FormerPan.Value, new FormerPan(reissued.FormerPan, reissued.Card.Id, reissued.At));
    }
}
