using System.Buffers;
using System.Buffers.Binary;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// A frozen view of a shard: taken between two batches in little time, written on any thread while the shard goes on.
public sealed class ShardSnapshot
{
    public const int Schema = 11;

    private readonly PaymentFacts[] facts;
    private readonly ShardSnapshotContent records;
    private readonly FrozenTable<LedgerAccount> accounts;
    private readonly FrozenTable<CardAccountRow> cardAccounts;
    private readonly FrozenTable<CardRow> cards;
    private readonly FrozenTable<DeviceRow> devices;
    private readonly FrozenTable<TokenRow> tokens;
    private readonly FrozenTable<CredentialRow> credentials;
    private readonly FrozenTable<UsageRow> accountUsage;
    private readonly FrozenTable<UsageRow> tokenUsage;
    private readonly FrozenTable<TimedRow> attempted;
    private readonly FrozenTable<TimedRow> provisioned;
    private readonly FrozenTable<WideKey> answered;
    private readonly FrozenTable<TimedRow> finished;
    private readonly FrozenTable<ulong>[] coldKeys;
    private readonly FrozenRecords[] tables;

    private ShardSnapshot(ShardState state)
    {
        facts = state.Facts.Freeze();
        accounts = state.Ledger.Freeze();
        (cardAccounts, cards) = state.Cards.FreezeRows();
        devices = state.Activation.FreezeDevices();
        (tokens, credentials) = state.Tokens.Freeze();
        (accountUsage, tokenUsage) = state.Controls.Freeze();
        (attempted, provisioned) = state.Activation.FreezeQueues();
        answered = state.Answers.FreezeOrder();
        finished = state.Payments.FreezeFinished();
        (var coldCount, coldKeys) = state.ColdKeys.Freeze();
        tables =
        [
            .. state.Cards.Freeze(), .. state.Activation.Freeze(), .. state.Controls.FreezeSets(),
            state.Answers.Freeze(), state.Payments.Freeze(),
        ];
        records = new ShardSnapshotContent
        {
            LastAt = state.LastAt,
            Directory = state.Directory,
            Payments = state.Payments.FreezeRest(),
            Settlement = state.Settlement.Freeze(),
            Partners = state.Partners.Freeze(),
            Controls = state.Controls.FreezeRecords(),
            ClearingCases = state.Clearing.Freeze(),
            Chargebacks = state.Chargebacks.Freeze(),
            ColdKeyCount = coldCount,
        };
    }

    public static ShardSnapshot Of(ShardState state) => new(state);

    // The same state gives the same bytes, whatever road led to it.
    public void Write(IBufferWriter<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), Schema);
        target.Advance(sizeof(int));
        var writer = new SnapshotWriter(target);
        writer.Write(facts);
        writer.Write(records);
        writer.Write(accounts);
        writer.Write(cardAccounts);
        writer.Write(cards);
        writer.Write(devices);
        writer.Write(tokens);
        writer.Write(credentials);
        writer.Write(accountUsage);
        writer.Write(tokenUsage);
        writer.Write(attempted);
        writer.Write(provisioned);
        writer.Write(answered);
        writer.Write(finished);
        writer.Write(coldKeys);
        foreach (var table in tables)
        {
            writer.Write(table);
        }
    }

    // Null when the bytes are of another schema or end too early: fold the journal instead. Given runAll, which may run
    // them side by side, the indexes are made by it.
    public static ShardState? Read(Stream source, IColdSink sink, Action<Action[]>? runAll = null)
    {
        try
        {
            var reader = new SnapshotReader(source);
            if (reader.ReadNumber() != Schema)
            {
                return null;
            }

            var state = Restore(reader, sink);
            (runAll ?? RunInTurn)(Indexing(state));
            return state;
        }
        catch (Exception error) when (IsOfBytes(error is AggregateException all ? all.InnerExceptions[0] : error))
        {
            return null;
        }
    }

    private static ShardState Restore(SnapshotReader reader, IColdSink sink)
    {
        var state = new ShardState(sink);
        foreach (var noted in reader.Read<PaymentFacts[]>())
        {
            state.Facts.Load(noted);
        }

        var content = reader.Read<ShardSnapshotContent>(state.Facts.Known.Options);
        state.Load(content);
        reader.ReadRows<LedgerAccount>(state.Ledger.Load);
        reader.ReadRows<CardAccountRow>(state.Cards.Load);
        reader.ReadRows<CardRow>(state.Cards.Load);
        reader.ReadRows<DeviceRow>(state.Activation.Load);
        reader.ReadRows<TokenRow>(state.Tokens.Load);
        reader.ReadRows<CredentialRow>(state.Tokens.Load);
        reader.ReadRows<UsageRow>(state.Controls.LoadAccounts);
        reader.ReadRows<UsageRow>(state.Controls.LoadTokens);
        reader.ReadRows<TimedRow>(state.Activation.LoadAttempted);
        reader.ReadRows<TimedRow>(state.Activation.LoadFinished);
        reader.ReadRows<WideKey>(state.Answers.LoadOrder);
        reader.ReadRows<TimedRow>(state.Payments.LoadFinished);
        state.ColdKeys.Load(content.ColdKeyCount, reader);
        state.Cards.Load(reader);
        state.Activation.Load(reader);
        state.Controls.LoadSets(reader);
        state.Answers.Load(reader);
        reader.ReadRecords(state.Payments.Load);
        Load(state, content);
        return state;
    }

    private static bool IsOfBytes(Exception error) =>
        error is MemoryPackSerializationException or EndOfStreamException;

    private static void RunInTurn(Action[] all) => Array.ForEach(all, one => one());

    // The longest first.
    private static Action[] Indexing(ShardState state) =>
    [
        state.Payments.Index, .. state.Tokens.Indexing(), .. state.Cards.Indexing(), state.Ledger.Index,
        .. state.Activation.Indexing(), .. state.Controls.Indexing(), state.Answers.Index,
    ];

    private static void Load(ShardState state, ShardSnapshotContent content)
    {
        state.Payments.Load(content.Payments);
        state.Settlement.Load(content.Settlement);
        state.Controls.Load(content.Controls);
        state.Partners.Load(content.Partners);
        state.Clearing.Load(content.ClearingCases);
        foreach (var chargeback in content.Chargebacks)
        {
            state.Chargebacks.Load(chargeback);
        }
    }
}
