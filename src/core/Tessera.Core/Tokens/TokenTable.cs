using Tessera.Core.Activation;
using Tessera.Core.Cards;

namespace Tessera.Core.Tokens;

// All tokens of a shard with their device credentials.
public sealed class TokenTable
{
    private const int NoCredential = -1;
    private const int None = -1;

    private readonly CardState cards;
    private readonly ActivationState devices;
    private readonly ChunkedTable<TokenRow> rows = new();
    private readonly ChunkedTable<CredentialRow> credentials = new();
    private readonly RowIndex<TokenRow, TokenRow.ById> byId;
    private readonly RowIndex<TokenRow, TokenRow.ByNumber> byNumber;
    private readonly LatestRows latestOfCard = new();
    private readonly LatestRows latestOnDevice = new();

    internal TokenTable(CardState cards, ActivationState devices)
    {
        (this.cards, this.devices) = (cards, devices);
        byId = new RowIndex<TokenRow, TokenRow.ById>(rows);
        byNumber = new RowIndex<TokenRow, TokenRow.ByNumber>(rows);
    }

    public int Count => rows.Count;

    public ref readonly TokenRow this[int row] => ref rows[row];

    public bool TryFind(TokenId token, out int row) => byId.TryFind(token.Value, out row);

    public uint Touch(Pan number) => byNumber.Touch(number.Number);

    public long TouchCredential(int row) => rows[row].FirstCredential is var first and not NoCredential
        ? credentials[first].UsesLeft
        : 0;

    public bool TryFind(Pan number, out int row) =>
        byNumber.TryFind(number.Number, out row) && rows[row].NumberLength == number.Length;

    public bool IsTaken(Pan number) => byNumber.Contains(number.Number);

    public CardId CardOf(int row) => cards.CardAt(rows[row].Card);

    public DeviceId DeviceOf(int row) => devices.DeviceAt(rows[row].Device);

    // Where the money of the token's card stands.
    public AccountId AccountOf(int row) => cards.LedgerAccountAt(rows[row].Card);

    // The newest first.
    public IEnumerable<int> OnDevice(DeviceId device)
    {
        var row = devices.TryFindRow(device, out var of) ? latestOnDevice[of] : None;
        for (; row != None; row = rows[row].EarlierOnDevice)
        {
            yield return row;
        }
    }

    // The newest first.
    public IEnumerable<int> OfCard(CardId card)
    {
        for (var row = latestOfCard[cards.RowOf(card)]; row != None; row = rows[row].EarlierOfCard)
        {
            yield return row;
        }
    }

    public bool TryFindCredential(int token, ulong keyId, out CredentialRow credential)
    {
        for (var at = rows[token].FirstCredential; at != NoCredential; at = credentials[at].Next)
        {
            if (credentials[at].KeyId == keyId)
            {
                credential = credentials[at];
                return true;
            }
        }

        credential = default;
        return false;
    }

    public CredentialRow? FindCloudKey(int token)
    {
        for (var at = rows[token].FirstCredential; at != NoCredential; at = credentials[at].Next)
        {
            if (credentials[at].Kind == CredentialKind.Cloud)
            {
                return credentials[at];
            }
        }

        return null;
    }

    public void Apply(TokenEvent change)
    {
        if (change is TokenEvent.Created created)
        {
            Add(created);
            return;
        }

        ref var token = ref rows.Edit(RowOf(change.Token));
        switch (change)
        {
            case TokenEvent.Activated e:
                AddCredential(ref token, e);
                token.State = token.State == TokenState.Inactive ? TokenState.Active : token.State;
                break;
            case TokenEvent.KeyReplaced e:
                ReplaceKey(token, e);
                break;
            case TokenEvent.Suspended e:
                SetSuspension(ref token, token.SuspendedBy | e.Actor);
                break;
            case TokenEvent.Resumed e:
                SetSuspension(ref token, token.SuspendedBy & ~e.Actor);
                break;
            case TokenEvent.Deleted:
                token.State = TokenState.Deleted;
                break;
            default:
                throw new InvariantException("every token event has its case");
        }

        token.Check();
    }

    // A verified cryptogram consumes its counter value and one use of its key, approved or declined.
    public void Consume(TokenId token, ushort atc, ulong keyId, ushort mark)
    {
        ref var row = ref rows.Edit(RowOf(token));
        row.Use(atc, mark);
        row.BadCryptograms = 0;
        for (var at = row.FirstCredential; at != NoCredential; at = credentials[at].Next)
        {
            if (credentials[at].KeyId == keyId && credentials[at].UsesLeft > 0)
            {
                credentials.Edit(at).UsesLeft--;
            }
        }
    }

    public void CountBadCryptogram(TokenId token)
    {
        ref var row = ref rows.Edit(RowOf(token));
        row.BadCryptograms = (byte)Math.Min(row.BadCryptograms + 1, byte.MaxValue);
    }

    public (FrozenTable<TokenRow> Tokens, FrozenTable<CredentialRow> Credentials) Freeze() =>
        (rows.Freeze(), credentials.Freeze());

    public void Load(ReadOnlySpan<TokenRow> some)
    {
        foreach (ref readonly var row in some)
        {
            row.Check();
            rows.Add(row);
        }
    }

    internal Action[] Indexing() => [byId.AddAll, byNumber.AddAll, ChainAll];

    public void Load(ReadOnlySpan<CredentialRow> some) => credentials.AddAll(some);

    private static void SetSuspension(ref TokenRow token, TokenActor suspendedBy)
    {
        token.SuspendedBy = suspendedBy;
        token.State = suspendedBy == TokenActor.None ? TokenState.Active : TokenState.Suspended;
    }

    private int RowOf(TokenId token)
    {
        Invariant.Check(byId.TryFind(token.Value, out var row), "what an event changes is there");
        return row;
    }

    private void Add(TokenEvent.Created created)
    {
        var (card, device) = (cards.RowOf(created.Card), devices.RowOf(created.Device));
        Invariant.Check(
            created.Account == cards.LedgerAccountAt(card), "a token pays from the account of its card");
        Add(new TokenRow
        {
            Id = created.Token.Value,
            Card = card,
            Device = device,
            EarlierOfCard = latestOfCard[card],
            EarlierOnDevice = latestOnDevice[device],
            Number = created.Number,
            NumberLength = created.NumberLength,
            Requestor = created.Requestor,
            CreatedAtNanoseconds = created.At.Nanoseconds,
            ExpiryYearMonth = checked((ushort)created.ExpiryYearMonth),
            FirstCredential = NoCredential,
            State = TokenState.Inactive,
            Domains = created.Domains,
        });
    }

    private void Add(in TokenRow row)
    {
        var index = rows.Add(row);
        byId.Add(index);
        byNumber.Add(index);
        Chain(index);
    }

    private void Chain(int row)
    {
        latestOfCard[rows[row].Card] = row;
        latestOnDevice[rows[row].Device] = row;
    }

    private void ChainAll()
    {
        for (var row = 0; row < rows.Count; row++)
        {
            Chain(row);
        }
    }

    private void AddCredential(ref TokenRow token, TokenEvent.Activated activated)
    {
        token.FirstCredential = credentials.Add(new CredentialRow
        {
            KeyId = activated.KeyId,
            Kind = activated.Kind,
            ExpiresAtNanoseconds = activated.ExpiresAt.Nanoseconds,
            UsesLeft = activated.UsesLeft,
            KeyNumber = activated.KeyNumber,
            Next = token.FirstCredential,
        });
    }

    // In place: the key before it is gone, and a token's list of keys does not grow.
    private void ReplaceKey(in TokenRow token, TokenEvent.KeyReplaced replaced)
    {
        var at = token.FirstCredential;
        while (credentials[at].Kind != CredentialKind.Cloud)
        {
            at = credentials[at].Next;
        }

        ref var key = ref credentials.Edit(at);
        Invariant.Check(key.KeyNumber < replaced.KeyNumber, "numbers of limited-use keys rise");
        key.KeyId = replaced.KeyId;
        key.KeyNumber = replaced.KeyNumber;
        key.ExpiresAtNanoseconds = replaced.ExpiresAt.Nanoseconds;
        key.UsesLeft = replaced.UsesLeft;
    }
}
