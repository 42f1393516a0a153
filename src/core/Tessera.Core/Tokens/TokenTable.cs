namespace Tessera.Core.Tokens;

// All tokens of a shard with their device credentials.
public sealed class TokenTable
{
    private const int NoCredential = -1;
    private const int None = -1;

    private readonly ChunkedTable<TokenRow> rows = new();
    private readonly ChunkedTable<CredentialRow> credentials = new();
    private readonly Dictionary<UInt128, int> byId = [];
    private readonly Dictionary<ulong, int> byNumber = [];
    private readonly Dictionary<UInt128, List<int>> byDevice = [];
    private readonly Dictionary<UInt128, int> latestOfCard = [];
    private readonly List<int> earlierOfCard = [];

    public int Count => rows.Count;

    public ref readonly TokenRow this[int row] => ref rows[row];

    public bool TryFind(TokenId token, out int row) => byId.TryGetValue(token.Value, out row);

    public bool TryFind(Pan number, out int row) =>
        byNumber.TryGetValue(number.Number, out row) && rows[row].NumberLength == number.Length;

    public bool IsTaken(Pan number) => byNumber.ContainsKey(number.Number);

    public IReadOnlyList<int> OnDevice(DeviceId device) => byDevice.GetValueOrDefault(device.Value) ?? [];

    // The newest first.
    public IEnumerable<int> OfCard(CardId card)
    {
        for (var row = latestOfCard.GetValueOrDefault(card.Value, None); row != None; row = earlierOfCard[row])
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

        ref var token = ref rows.Edit(byId[change.Token.Value]);
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
        ref var row = ref rows.Edit(byId[token.Value]);
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
        ref var row = ref rows.Edit(byId[token.Value]);
        row.BadCryptograms = (byte)Math.Min(row.BadCryptograms + 1, byte.MaxValue);
    }

    public (FrozenTable<TokenRow> Tokens, FrozenTable<CredentialRow> Credentials) Freeze() =>
        (rows.Freeze(), credentials.Freeze());

    public void Load(ReadOnlySpan<TokenRow> some)
    {
        foreach (ref readonly var row in some)
        {
            row.Check();
            Index(row);
        }
    }

    public void Load(ReadOnlySpan<CredentialRow> some)
    {
        foreach (ref readonly var row in some)
        {
            credentials.Add(row);
        }
    }

    private static void SetSuspension(ref TokenRow token, TokenActor suspendedBy)
    {
        token.SuspendedBy = suspendedBy;
        token.State = suspendedBy == TokenActor.None ? TokenState.Active : TokenState.Suspended;
    }

    private void Add(TokenEvent.Created created) => Index(new TokenRow
    {
        Id = created.Token.Value,
        Card = created.Card.Value,
        Device = created.Device.Value,
        Account = created.Account.Value,
        Number = created.Number,
        NumberLength = created.NumberLength,
        Requestor = created.Requestor,
        CreatedAtNanoseconds = created.At.Nanoseconds,
        ExpiryYearMonth = created.ExpiryYearMonth,
        FirstCredential = NoCredential,
        State = TokenState.Inactive,
        Domains = created.Domains,
    });

    private void Index(in TokenRow row)
    {
        var index = rows.Add(row);
        byId.Add(row.Id, index);
        byNumber.Add(row.Number, index);
        earlierOfCard.Add(latestOfCard.GetValueOrDefault(row.Card, None));
        latestOfCard[row.Card] = index;
        if (!byDevice.TryGetValue(row.Device, out var onDevice))
        {
            byDevice.Add(row.Device, onDevice = []);
        }

        onDevice.Add(index);
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
