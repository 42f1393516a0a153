using System.Buffers;
using Tessera.Core.Controls;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// A frozen view of a shard: taken between two batches in little time, written on any thread while the shard goes on.
public sealed class ShardSnapshot
{
    public const int Schema = 8;

    private readonly FrozenTable<LedgerAccount> accounts;
    private readonly FrozenTable<TokenRow> tokens;
    private readonly FrozenTable<CredentialRow> credentials;
    private readonly FrozenTable<UsageRow> accountUsage;
    private readonly FrozenTable<UsageRow> tokenUsage;
    private readonly ShardSnapshotContent records;

    private ShardSnapshot(ShardState state)
    {
        accounts = state.Ledger.Freeze();
        (tokens, credentials) = state.Tokens.Freeze();
        (accountUsage, tokenUsage) = state.Controls.Freeze();
        records = new ShardSnapshotContent
        {
            Schema = Schema,
            LastAt = state.LastAt,
            Directory = state.Directory,
            Accounts = [],
            CardAccounts = [.. state.Cards.AllAccounts()],
            Cards = [.. state.Cards.AllCards()],
            Devices = [.. state.Activation.AllDevices()],
            Provisionings = [.. state.Activation.All()],
            Tokens = [],
            Credentials = [],
            Payments = state.Payments.Freeze(),
            Settlement = state.Settlement.Freeze(),
            Answers = state.Answers.Freeze(),
            CardActivities = [.. state.Activation.AllCards()],
            CardCounters = [.. state.Cards.AllCounters()],
            Partners = state.Partners.Freeze(),
            Controls = state.Controls.FreezeRecords(),
            FormerPans = [.. state.Cards.AllFormerPans()],
            ClearingCases = state.Clearing.Freeze(),
            Chargebacks = state.Chargebacks.Freeze(),
        };
    }

    public static ShardSnapshot Of(ShardState state) => new(state);

    // The same state gives the same bytes, whatever road led to it.
    public void Write(IBufferWriter<byte> target) => MemoryPackSerializer.Serialize(
        target,
        records with
        {
            Accounts = accounts.ToArray(),
            Tokens = tokens.ToArray(),
            Credentials = credentials.ToArray(),
            Controls = records.Controls with { Accounts = accountUsage.ToArray(), Tokens = tokenUsage.ToArray() },
            Payments = records.Payments with
            {
                Payments = [.. records.Payments.Payments.OrderBy(payment => payment.Id.Value)],
            },
        });

    // Null when the bytes are of another schema or damaged: fold the journal instead.
    public static ShardState? Read(ReadOnlySpan<byte> source, IColdSink sink)
    {
        ShardSnapshotContent? content;
        try
        {
            content = MemoryPackSerializer.Deserialize<ShardSnapshotContent>(source);
        }
        catch (MemoryPackSerializationException)
        {
            return null;
        }

        return content is null || content.Schema != Schema ? null : Restore(content, sink);
    }

    private static ShardState Restore(ShardSnapshotContent content, IColdSink sink)
    {
        var state = new ShardState(sink);
        state.Load(content);
        state.Ledger.Load(content.Accounts);
        foreach (var account in content.CardAccounts)
        {
            state.Cards.Load(account);
        }

        foreach (var card in content.Cards)
        {
            state.Cards.Load(card);
        }

        foreach (var counter in content.CardCounters)
        {
            state.Cards.Load(counter);
        }

        foreach (var device in content.Devices)
        {
            state.Activation.Load(device);
        }

        foreach (var activity in content.CardActivities)
        {
            state.Activation.Load(activity);
        }

        foreach (var provisioning in content.Provisionings)
        {
            state.Activation.Load(provisioning);
        }

        state.Tokens.Load(content.Tokens, content.Credentials);
        state.Payments.Load(content.Payments);
        state.Settlement.Load(content.Settlement);
        state.Controls.Load(content.Controls);
        foreach (var former in content.FormerPans)
        {
            state.Cards.Load(former);
        }

        state.Partners.Load(content.Partners);
        state.Clearing.Load(content.ClearingCases);
        foreach (var chargeback in content.Chargebacks)
        {
            state.Chargebacks.Load(chargeback);
        }

        foreach (var answer in content.Answers)
        {
            state.Answers.Apply(answer);
        }

        return state;
    }
}
