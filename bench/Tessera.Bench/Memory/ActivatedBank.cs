using System.Globalization;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;
using Tessera.Primitives;

namespace Tessera.Bench.Memory;

/// <summary>The events of accounts whose cards were activated on a phone, one a second, kind by kind, so that what each
/// kind leaves in memory is the difference. Keys, references and ids are as long as real ones.</summary>
internal sealed class ActivatedBank : IColdSink
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly DeviceSignals Signals = new(5, 5, int.MaxValue, int.MaxValue, int.MaxValue, 1);

    private readonly Timestamp opened = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-400));
    private readonly int accounts;

    public ActivatedBank(int accounts)
    {
        this.accounts = accounts;
        State = new ShardState(this);
        foreach (var command in ShardBank.Directory())
        {
            Run(opened, command);
        }
    }

    public ShardState State { get; private set; }

    /// <summary>What is asked of memory, in the order in which it comes to be.</summary>
    public IEnumerable<(string What, Action Fill)> Kinds()
    {
        yield return ("account with its limit in the ledger", () => ForEach(OpenAccount));
        yield return ("card", () => ForEach(Enrol));
        yield return ("device", () => ForEach(Register));
        yield return ("token", () => ForEach(Create));
        yield return ("credential", () => ForEach(Activate));
        yield return ("what provisioning leaves", () => ForEach(Provision));
        yield return ("what a first payment leaves", Pay);
    }

    /// <summary>With as many accounts, cards, phones and tokens, nothing more.</summary>
    public TokenTable Tokens()
    {
        foreach (var (_, fill) in Kinds().Take(4))
        {
            fill();
        }

        return State.Tokens;
    }

    /// <summary>A token more on the first phone, of the first card.</summary>
    public static TokenEvent.Created FurtherToken(int i, ulong number) => Created(i, of: 0, number);

    public void Drop() => State = null!;

    void IColdSink.Put(ColdKey key, ReadOnlySpan<byte> row)
    {
    }

    // All 128 bits of an id differ, as drawn ones do.
    private static UInt128 Id(int kind, int serial) => new(
        unchecked((ulong)serial * 0x9E37_79B9_7F4A_7C15), unchecked(((ulong)kind << 56) | (uint)serial));

    private void ForEach(Action<int> one)
    {
        for (var i = 0; i < accounts; i++)
        {
            one(i);
        }
    }

    private void OpenAccount(int i) => Apply(new CardEvent.AccountOpened(Account(i), 100_000_000_000));

    private static CardAccount Account(int i) => new(
        new CardAccountId(Id(1, i)), (ulong)i + 1, ShardBank.Issuer.Number, CardAccountKind.Credit,
        Currency.Usd.Number, new Timestamp(1_500_000_000_000_000_000 + i), IsClosed: false);

    private void Enrol(int i) => Apply(new CardEvent.Enrolled(new Card(
        new CardId(Id(2, i)), new CardAccountId(Id(1, i)), new PanReference(Id(3, i)), "1234", 3912, 0,
        new SubjectReference(Id(4, i)), "T9999" + i.ToString("D24", CultureInfo.InvariantCulture),
        CardStatus.Active)));

    private void Register(int i)
    {
        var key = new byte[65];
        new Random(i).NextBytes(key);
        Apply(new ActivationEvent.DeviceRegistered(new WalletDevice(
            new DeviceId(Id(5, i)), "", key, ShardBank.Requestor, IsLost: false, [],
            new SubjectReference(Id(4, i)))));
    }

    private void Create(int i) => Apply(Created(i, i, ShardBank.Number(i).Number));

    private static TokenEvent.Created Created(int i, int of, ulong number) => new()
    {
        Token = new TokenId(Id(6, i)),
        Card = new CardId(Id(2, of)),
        Device = new DeviceId(Id(5, of)),
        Account = Account(of).LedgerAccount,
        Number = number,
        NumberLength = 16,
        Requestor = ShardBank.Requestor,
        ExpiryYearMonth = 3912,
        Domains = TokenDomains.Contactless | TokenDomains.InApp,
    };

    private void Activate(int i) => Apply(new TokenEvent.Activated
    {
        Token = new TokenId(Id(6, i)),
        KeyId = ShardBank.KeyId,
        Kind = CredentialKind.SecureElement,
        ExpiresAt = Core.Calendar.EndOfTime,
        UsesLeft = -1,
    });

    private void Provision(int i)
    {
        var at = State.LastAt.Plus(Step);
        var id = new ProvisioningId(Id(7, i));
        Apply(at, new ActivationEvent.EligibilityConfirmed(new Provisioning
        {
            Id = id,
            Card = new CardId(Id(2, i)),
            Device = new DeviceId(Id(5, i)),
            Requestor = ShardBank.Requestor,
            IssuerBook = ShardBank.Issuer.Number,
            State = ProvisioningState.Eligible,
        }));
        Apply(at, new ActivationEvent.TermsAccepted(id, 1));
        Apply(at, new ActivationEvent.PathDecided(
            id, ActivationPath.Green, ActivationReason.None, new TokenId(Id(6, i)), Signals));
        Apply(at, new ActivationEvent.Completed(
            id, new TokenId(Id(6, i)), ActivationPath.Green, ShardBank.Issuer.Number, ShardBank.Requestor,
            new DeviceId(Id(5, i))));
    }

    // Usage lies by row: when the newest token pays, there is room for all before it.
    private void Pay()
    {
        var tap = ShardBank.Tap(
            ShardBank.Facts(State.Directory), accounts - 1, 1, 1, ShardBank.DateOf(State.LastAt.ToDateTimeOffset()));
        Run(State.LastAt, tap);
        Run(State.LastAt, new PaymentCommand.Void(tap.Payment, ShardBank.Shop));
    }

    private void Run(Timestamp at, Command command)
    {
        var decision = State.Decide(new Envelope(0, 0, at, command), ColdRows.None);
        Invariant.Check(decision.Kind == DecisionKind.Decided, "the bank's commands are accepted");
        foreach (var change in decision.Events)
        {
            State.Apply(change);
        }
    }

    private void Apply(CoreEvent change) => Apply(State.LastAt, change);

    private void Apply(Timestamp at, CoreEvent change)
    {
        change.At = at;
        State.Apply(change);
    }
}
