namespace Tessera.Core.Cards;

public sealed class CardState
{
    private readonly RecordTable<CardAccount> accounts = new();
    private readonly RecordTable<Card> cards = new();
    private readonly RecordTable<CardCounter> counters = new();
    private readonly RecordTable<FormerPan> formerPans = new();
    private readonly Dictionary<UInt128, UInt128> byPan = [];
    private readonly Dictionary<UInt128, List<UInt128>> byAccount = [];

    public ulong NextAccountNumber => (ulong)accounts.Count + 1;

    public CardAccount? FindAccount(CardAccountId id) => accounts.Find(id.Value);

    public Card? FindCard(CardId id) => cards.Find(id.Value);

    public Card? FindByPan(PanReference pan) =>
        byPan.TryGetValue(pan.Value, out var card) ? cards.Find(card) : null;

    // By its number, or by one that it had before.
    public bool HasPan(PanReference pan) => byPan.ContainsKey(pan.Value);

    public CardCounter CounterOf(CardId card) => counters.Find(card.Value) ?? CardCounter.Of(card, default);

    public IEnumerable<Card> CardsOf(CardAccountId account) =>
        (byAccount.GetValueOrDefault(account.Value) ?? []).Select(id => cards.Find(id)!);

    public IEnumerable<FormerPan> AllFormerPans() => formerPans.All();

    public IEnumerable<Card> AllCards() => cards.All();

    public FrozenRecords[] Freeze() => [accounts.Freeze(), cards.Freeze(), counters.Freeze(), formerPans.Freeze()];

    // In the order of Freeze.
    internal void Load(SnapshotReader reader)
    {
        reader.ReadRecords((slot, record) => accounts.Add(slot, record));
        reader.ReadRecords((slot, record) => Index(cards.Read(cards.Add(slot, record))));
        reader.ReadRecords((slot, record) => counters.Add(slot, record));
        reader.ReadRecords((slot, record) => Index(formerPans.Read(formerPans.Add(slot, record))));
    }

    public void Apply(CardEvent change)
    {
        switch (change)
        {
            case CardEvent.AccountOpened e:
                accounts.Add(e.Account.Id.Value, e.Account);
                break;
            case CardEvent.Deposited or CardEvent.Transferred:
                break;
            case CardEvent.Enrolled e:
                cards.Add(e.Card.Id.Value, e.Card);
                Index(e.Card);
                break;
            case CardEvent.StatusSet e:
                cards.Change(e.Card.Value, card => card with { Status = e.Status });
                break;
            case CardEvent.Reissued e:
                Replace(e);
                break;
            case CardEvent.AccountClosed e:
                accounts.Change(e.Account.Value, account => account with { IsClosed = true });
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

    // The new chip counts from the beginning under its own key.
    private void Replace(CardEvent.Reissued reissued)
    {
        var card = reissued.Card;
        cards.Put(card.Id.Value, card);
        counters.Remove(card.Id.Value);
        if (card.Pan != reissued.FormerPan)
        {
            byPan.Add(card.Pan.Value, card.Id.Value);
            formerPans.Add(reissued.FormerPan.Value, new FormerPan(reissued.FormerPan, card.Id, reissued.At));
        }
    }

    private void Index(Card card)
    {
        byPan.Add(card.Pan.Value, card.Id.Value);
        if (!byAccount.TryGetValue(card.Account.Value, out var ofAccount))
        {
            byAccount.Add(card.Account.Value, ofAccount = []);
        }

        ofAccount.Add(card.Id.Value);
    }

    private void Index(FormerPan former) => byPan.Add(former.Pan.Value, former.Card.Value);
}
