using System.Buffers;
using MemoryPack;

namespace Tessera.Core.Tests;

// A shard driven by hand under virtual time: every event passes through its bytes before it is applied, the sums are
// checked after every event, and the journal is kept for folding.
public sealed class World
{
    public static readonly BookId Issuer = new(1);
    public static readonly BookId Network = new(2);
    public static readonly BookId Acquirer = new(3);
    public static readonly BookId Wallet = new(4);
    public static readonly BookId OutsideIssuer = new(5);
    public static readonly MerchantId Shop = new(101);
    public static readonly MerchantId Refuser = new(102);
    public static readonly DeviceId Phone = new(201);
    public const ulong Requestor = 50_000_000_001;

    private readonly ColdRowsKept cold = new();
    private UInt128 nextCommand = 1;

    private World() => State = new ShardState(cold);

    public ShardState State { get; private set; }

    public List<byte[]> Journal { get; } = [];

    public IReadOnlyDictionary<ColdKey, byte[]> Cold => cold.Rows;

    public Timestamp Now { get; private set; } =
        Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public static World Empty() => new();

    public static World Seeded()
    {
        var world = new World();
        world.Must(new DirectoryCommand.RegisterParticipant(
            Party(1, "10001", "First Bank", ParticipantRoles.Issuer), "setup"));
        world.Must(new DirectoryCommand.RegisterParticipant(
            Party(2, "10002", "Tessera Network", ParticipantRoles.Network), "setup"));
        world.Must(new DirectoryCommand.RegisterParticipant(
            Party(3, "10003", "Shop Acquirer", ParticipantRoles.Acquirer), "setup"));
        world.Must(new DirectoryCommand.RegisterParticipant(
            Party(4, "10004", "Phone Wallet", ParticipantRoles.Wallet), "setup"));
        world.Must(new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(Requestor, "Phone Wallet", "tessera", 4, 15), "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999910", 16, RangeKind.Token, 1, 2, "demo", "tessera", Requestor, "F0"), "setup"));
        world.Must(new DirectoryCommand.RegisterParticipant(
            Party(5, "10005", "Maple Bank", ParticipantRoles.Issuer) with { IsOutside = true }, "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999920", 16, RangeKind.Token, 5, 2, "demo", "tessera", Requestor, "F0"), "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999921", 16, RangeKind.Funding, 5, 2, "none", "card", 0, "F0"), "setup"));
        world.Must(new DirectoryCommand.RegisterRange(
            new AccountRange("999911", 16, RangeKind.Funding, 1, 2, "demo", "card", 0, "F0"), "setup"));
        world.Must(new DirectoryCommand.SetFees(new FeeTable(1, 150, 10), "setup"));
        world.Must(new DirectoryCommand.RegisterMerchant(Merchant(Shop, 1, []), "setup"));
        world.Must(new DirectoryCommand.RegisterMerchant(Merchant(Refuser, 2, ["tessera"]), "setup"));
        world.Must(new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(1), Shop, "TILL0001"), "setup"));
        world.Must(new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(2), Refuser, "TILL0002"), "setup"));
        world.Must(new ActivationCommand.RegisterDevice(Phone, default, [1, 2, 3], Requestor));
        return world;
    }

    public IEnumerable<CoreEvent> Events() =>
        Journal.Select(bytes => Read(State, bytes));

    public void Pass(TimeSpan span) => Now = Now.Plus(span);

    public UInt128 NewCommandId() => nextCommand++;

    public Decision Send(Command command) => Send(NewCommandId(), command);

    public Decision Send(UInt128 commandId, Command command, UInt128 bodyHash = default)
    {
        var envelope = new Envelope(commandId, bodyHash, Now, command);
        var rows = new ColdRows();
        while (State.NeedsColdRow(envelope, rows, out var key))
        {
            rows.Add(key, cold.Rows.GetValueOrDefault(key));
        }

        var decision = State.Decide(envelope, rows);
        foreach (var change in decision.Events)
        {
            var bytes = MemoryPackSerializer.Serialize(change);
            Journal.Add(bytes);
            State.Apply(Read(State, bytes));
            CheckBooks();
        }

        return decision;
    }

    public Reply Must(Command command)
    {
        var decision = Send(command);
        Assert.Equal((DecisionKind.Decided, Refusal.None), (decision.Kind, decision.Refusal));
        return decision.Reply!;
    }

    public void MustRefuse(Refusal refusal, Command command)
    {
        var before = Journal.Count;
        var decision = Send(command);
        Assert.Equal((DecisionKind.Rejected, refusal), (decision.Kind, decision.Refusal));
        Assert.Equal(before, Journal.Count);
    }

    public void CheckBooks()
    {
        Assert.All(TrialBalance.Of(State.Ledger).Sums(), sum => Assert.Equal(Int128.Zero, sum.Value));
        Assert.Null(TrialBalance.FirstUnequalPair(State.Ledger, State.Directory.IsHere));
        Assert.Equal(0, TrialBalance.CustomerFundsGapMinor(State.Ledger, Issuer, Currency.Usd));
    }

    public byte[] Snapshot() => Snapshot(State);

    public static byte[] Snapshot(ShardState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        state.Freeze().Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    // Stops and starts from the snapshot alone: what is not in it is lost.
    public void Restart() => State = ShardSnapshot.Read(new MemoryStream(Snapshot()), cold)!;

    public (ShardState State, ColdRowsKept Cold) Fold()
    {
        var sink = new ColdRowsKept();
        var state = new ShardState(sink);
        foreach (var bytes in Journal)
        {
            state.Apply(Read(state, bytes));
        }

        return (state, sink);
    }

    public void CheckFold()
    {
        var (state, sink) = Fold();
        Assert.Equal(Snapshot(), Snapshot(state));
        Assert.Equal(cold.Rows.Keys.OrderBy(k => k.Id), sink.Rows.Keys.OrderBy(k => k.Id));
        Assert.All(cold.Rows, row => Assert.Equal(row.Value, sink.Rows[row.Key]));
    }

    private static CoreEvent Read(ShardState state, byte[] bytes) =>
        MemoryPackSerializer.Deserialize<CoreEvent>(bytes, state.Facts.Known.Options)!;

    private static Participant Party(ushort book, string code, string name, ParticipantRoles roles) =>
        new(new ParticipantId(book), book, code, name, roles, 840);

    private static Merchant Merchant(MerchantId id, ulong number, string[] refused) => new()
    {
        Id = id,
        Number = number,
        AcquirerBook = Acquirer.Number,
        Name = "Shop",
        CategoryCode = 5411,
        Country = 840,
        CurrencyNumber = 840,
        FeeBasisPoints = 200,
        FeeFixedMinor = 10,
        RefusedSystems = refused,
    };
}
