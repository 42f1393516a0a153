namespace Tessera.Core.Cards;

public sealed class CardState
{
    private readonly Dictionary<UInt128, CardAccount> accounts = [];
    private readonly Dictionary<UInt128, Card> cards = [];
    private readonly HashSet<UInt128> pans = [];

    public ulong NextAccountNumber => (ulong)accounts.Count + 1;

    public CardAccount? FindAccount(CardAccountId id) => accounts.GetValueOrDefault(id.Value);

    public Card? FindCard(CardId id) => cards.GetValueOrDefault(id.Value);

    public bool HasPan(PanReference pan) => pans.Contains(pan.Value);

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
            default:
                throw new InvariantException("every card event has its case");
        }
    }

    public void Load(CardAccount account) => accounts.Add(account.Id.Value, account);

    public void Load(Card card)
    {
        cards.Add(card.Id.Value, card);
        pans.Add(card.Pan.Value);
    }
}
