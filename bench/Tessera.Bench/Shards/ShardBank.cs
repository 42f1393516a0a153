using System.Globalization;
using MemoryPack;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;
using Tessera.Journal;
using Tessera.Journal.Snapshots;
using Tessera.Primitives;

namespace Tessera.Bench.Shards;

/// <summary>One issuer, one shop, and any number of accounts, each with a card, a token on a phone and a daily limit.
/// Accounts and tokens are written as events, since how tokens come to be is not measured here.</summary>
internal sealed class ShardBank : IColdSink
{
    private const int EventsPerRow = 512;
    internal const ulong Requestor = 50_000_000_001;
    private const ulong FirstNumber = 9999_1000_0000_0000;
    private const long LimitMinor = 1_000_000_000_000;
    internal const ulong KeyId = 1;
    private const string By = "setup";

    internal static readonly BookId Issuer = new(1);
    internal static readonly MerchantId Shop = new(101);

    private readonly Timestamp at;
    private readonly ShardState state;
    private readonly IJournal journal;
    private readonly List<CoreEvent> events = [];
    private readonly long epoch;

    private ShardBank(IJournal journal, DateTimeOffset at)
    {
        this.at = Timestamp.FromDateTimeOffset(at);
        this.journal = journal;
        state = new ShardState(this);
        epoch = journal.Claim();
    }

    /// <summary>Fills an empty journal and takes a snapshot, as a shard that has run for long has one; returns the
    /// facts of a tap at the shop.</summary>
    public static PaymentFacts Found(
        IJournal journal, int tokens, ISnapshotStore? snapshots = null, DateTimeOffset? at = null)
    {
        var bank = new ShardBank(journal, at ?? DateTimeOffset.UtcNow);
        foreach (var command in Directory())
        {
            bank.Run(command);
        }

        for (var i = 0; i < tokens; i++)
        {
            bank.Open(i);
        }

        bank.Flush();
        snapshots?.Save(ShardSnapshot.Schema, journal.Head, bank.state.Freeze().Write);
        return Facts(bank.state.Directory);
    }

    /// <summary>The tap of a token with the given counter value; serial is unique within the run.</summary>
    public static PaymentCommand.Authorise Tap(PaymentFacts facts, int token, ushort counter, int serial, int date) =>
        new()
        {
            Payment = new PaymentId(((UInt128)1 << 64) + (uint)serial),
            TraceKey = ((UInt128)2 << 64) + (uint)serial,
            Facts = facts,
            Number = Number(token),
            AmountMinor = 100,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "F0544553534552410101",
            UnpredictableNumber = 77,
            Verdict = new CryptogramVerdict(
                true, KeyId, counter, 100, Currency.Usd, date, 77, CardholderVerification.Device),
            TraceNumber = serial,
            RetrievalReference = "000000000001",
        };

    public static PaymentFacts Facts(DirectoryState directory) =>
        directory.Facts(directory.Terminals.Values.First(), directory.FindRange(Number(0).Reveal())!);

    public static int DateOf(DateTimeOffset time) => (time.Year % 100 * 10_000) + (time.Month * 100) + time.Day;

    void IColdSink.Put(ColdKey key, ReadOnlySpan<byte> row) =>
        throw new InvariantException("nothing leaves memory while the bank is founded");

    internal static Pan Number(int token) => Pan.FromNumber(FirstNumber + (ulong)token, 16);

    internal static IEnumerable<Command> Directory()
    {
        yield return Party(1, ParticipantRoles.Issuer);
        yield return Party(2, ParticipantRoles.Network);
        yield return Party(3, ParticipantRoles.Acquirer);
        yield return Party(4, ParticipantRoles.Wallet);
        yield return new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(Requestor, "Wallet", "tessera", 4, 15), By);
        yield return new DirectoryCommand.RegisterRange(
            new AccountRange("999910", 16, RangeKind.Token, 1, 2, "demo", "tessera", Requestor, "F0"), By);
        yield return new DirectoryCommand.SetFees(new FeeTable(1, 150, 10), By);
        yield return new DirectoryCommand.RegisterMerchant(
            new Merchant
            {
                Id = Shop,
                Number = 1,
                AcquirerBook = 3,
                Name = "Shop",
                CategoryCode = 5411,
                Country = 840,
                CurrencyNumber = 840,
                FeeBasisPoints = 200,
                FeeFixedMinor = 10,
                RefusedSystems = [],
            },
            By);
        yield return new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(1), Shop, "TILL0001"), By);
    }

    private static DirectoryCommand.RegisterParticipant Party(ushort book, ParticipantRoles roles) => new(
        new Participant(new ParticipantId(book), book, $"1000{book}", $"Party {book}", roles, 840), By);

    private void Open(int serial)
    {
        var owner = (UInt128)serial + 1;
        var (account, card, token) = (new CardAccountId(owner), new CardId(owner), new TokenId(owner));
        Run(new CardCommand.OpenAccount(
            account, Issuer, CardAccountKind.Credit, Currency.Usd, LimitMinor, at.Plus(TimeSpan.FromDays(-365))));
        Run(new CardCommand.Enrol(new Card(
            card, account, new PanReference(owner), "1234", 3912, 0, new SubjectReference(owner),
            "T9999" + serial.ToString("D24", CultureInfo.InvariantCulture), CardStatus.Active)));
        Run(new ControlsCommand.Set(
            ControlKey.Of(account), new SpendingControls { DayLimitMinor = LimitMinor }, By));
        Add(new ActivationEvent.DeviceRegistered(new WalletDevice(
            new DeviceId(owner), "", new byte[65], Requestor, IsLost: false, [], new SubjectReference(owner))));
        Add(new TokenEvent.Created
        {
            Token = token,
            Card = card,
            Device = new DeviceId(owner),
            Account = state.Cards.FindAccount(account)!.LedgerAccount,
            Number = Number(serial).Number,
            NumberLength = 16,
            Requestor = Requestor,
            ExpiryYearMonth = 3912,
            Domains = TokenDomains.Contactless | TokenDomains.InApp,
        });
        Add(new TokenEvent.Activated
        {
            Token = token,
            KeyId = KeyId,
            Kind = CredentialKind.SecureElement,
            ExpiresAt = new Timestamp(long.MaxValue),
            UsesLeft = -1,
        });
    }

    private void Run(Command command)
    {
        var decision = state.Decide(new Envelope(0, 0, at, command), ColdRows.None);
        Invariant.Check(decision.Kind == DecisionKind.Decided, "the bank's records are accepted");
        foreach (var change in decision.Events)
        {
            Add(change);
        }
    }

    private void Add(CoreEvent change)
    {
        change.At = at;
        state.Apply(change);
        events.Add(change);
        if (events.Count == EventsPerRow)
        {
            Flush();
        }
    }

    private void Flush()
    {
        var blob = MemoryPackSerializer.Serialize(events.ToArray());
        journal.Append(JournalRow.After(journal.Head, epoch, blob), []);
        events.Clear();
    }
}
