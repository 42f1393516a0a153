namespace Tessera.Core.Cards;

public sealed class CardState
{
    private readonly Dictionary<UInt128, CardAccount> accounts = [];
    private readonly Dictionary<UInt128, Card> cards = [];
    private readonly Dictionary<UInt128, UInt128> byPan = [];
    private readonly Dictionary<UInt128, CardCounter> counters = [];
    private readonly Dictionary<UInt128, List<UInt128>> byAccount = [];
    private readonly Dictionary<UInt128, FormerPan> formerPans = [];

    public ulong NextAccountNumber => (ulong)accounts.Count + 1;

    public CardAccount? FindAccount(CardAccountId id) => accounts.GetValueOrDefault(id.Value);

    public Card? FindCard(CardId id) => cards.GetValueOrDefault(id.Value);

    public Card? FindByPan(PanReference pan) =>
        byPan.TryGetValue(pan.Value, out var card) ? cards[card] : null;

    // By its number, or by one that it had before.
    public bool HasPan(PanReference pan) => byPan.ContainsKey(pan.Value);

    public CardCounter CounterOf(CardId card) =>
        counters.GetValueOrDefault(card.Value) ?? CardCounter.Of(card, default);

    public IEnumerable<Card> CardsOf(CardAccountId account) =>
        (byAccount.GetValueOrDefault(account.Value) ?? []).Select(id => cards[id]);

    public IEnumerable<FormerPan> AllFormerPans() => formerPans.Values.OrderBy(former => former.Pan.Value);

    public IEnumerable<CardCounter> AllCounters() => counters.Values.OrderBy(counter => counter.Card.Value);

    public IEnumerable<Card> AllCards() => cards.Values.OrderBy(card => card.Id.Value);

    public IEnumerable<CardAccount> AllAccounts() => accounts.Values.OrderBy(account => account.Number);

    public void Apply(CardEvent change)
    {
        switch (change)
        {
            case CardEvent.AccountOpened e:
                accounts.Add(e.Account.Id.Value, e.Account);
                break;
            case CardEvent.Deposited:
                break;
            case CardEvent.Enrolled e:
                Load(e.Card);
                break;
            case CardEvent.StatusSet e:
                cards[e.Card.Value] = cards[e.Card.Value] with { Status = e.Status };
                break;
            case CardEvent.Reissued e:
                Replace(e);
                break;
            case CardEvent.AccountClosed e:
                accounts[e.Account.Value] = accounts[e.Account.Value] with { IsClosed = true };
                break;
            default:
                throw new InvariantException("every card event has its case");
        }
    }

    // A verified cryptogram of a plain card uses its counter value up, approved or declined.
    public void Consume(CardId card, ushort atc) =>
        counters[card.Value] = CardCounter.Of(card, CounterOf(card).Counter.Use(atc));

    public void CountBadCryptogram(CardId card)
    {
        var counter = CounterOf(card);
        counters[card.Value] = counter with
        {
            BadCryptograms = (byte)Math.Min(counter.BadCryptograms + 1, byte.MaxValue),
        };
    }

    public void Load(CardCounter counter) => counters.Add(counter.Card.Value, counter);

    public void Load(CardAccount account) => accounts.Add(account.Id.Value, account);

    public void Load(Card card)
    {
        cards.Add(card.Id.Value, card);
        byPan.Add(card.Pan.Value, card.Id.Value);
        if (!byAccount.TryGetValue(card.Account.Value, out var ofAccount))
        {
            byAccount.Add(card.Account.Value, ofAccount = []);
        }

        ofAccount.Add(card.Id.Value);
    }

    public void Load(FormerPan former)
    {
        formerPans.Add(former.Pan.Value, former);
        byPan.Add(former.Pan.Value, former.Card.Value);
    }

    // The new chip counts from the beginning under its own key.
    private void Replace(CardEvent.Reissued reissued)
    {
        var card = reissued.Card;
        cards[card.Id.Value] = card;
        counters.Remove(card.Id.Value);
        if (card.Pan != reissued.FormerPan)
        {
            byPan.Add(card.Pan.Value, card.Id.Value);
            formerPans.Add(reissued.FormerPan.Value, new FormerPan(reissued.FormerPan, card.Id, reissued.At));
        }
    }
}
