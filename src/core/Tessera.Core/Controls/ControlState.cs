using Tessera.Core.Cards;
using Tessera.Core.Payments;

namespace Tessera.Core.Controls;

// Controls, what was spent against them, and the payments that wait for their cardholder. Usage is counted for all who
// pay, so that a limit set at noon knows the morning: one small row each. Usage of accounts lies by account number,
// that of tokens by the token's row.
public sealed class ControlState
{
    // Older ones go first; a cardholder whose turn never came tries again.
    private const int MostStepUps = 100_000;

    // By target and owner; the key is the account's or the token's id.
    private readonly RecordTable<SpendingControls>[] controls = [new(), new(), new(), new()];

    private readonly ChunkedTable<UsageRow> accounts = new();
    private readonly ChunkedTable<UsageRow> tokens = new();
    private readonly Dictionary<(ControlTarget Target, UInt128 Id), Timestamp[]> recent = [];
    private readonly Dictionary<UInt128, StepUp> stepUps = [];
    private readonly Queue<UInt128> stepUpOrder = new();
    private readonly Dictionary<StepUpKey, UInt128> stepUpByKey = [];

    public bool HasControls => Array.Exists(controls, table => table.Count > 0);

    // Whether payments of some target are remembered one by one.
    public bool HasVelocities => recent.Count > 0;

    public SpendingControls Find(ControlKey key) => TableOf(key).Find(key.Id) ?? SpendingControls.None;

    public StepUp? FindStepUp(PaymentId id) => stepUps.GetValueOrDefault(id.Value);

    // The latest one of such a payment, whatever its state.
    public StepUp? FindStepUp(StepUpKey key) =>
        stepUpByKey.TryGetValue(key, out var id) ? stepUps[id] : null;

    public IEnumerable<StepUp> AllStepUps() => stepUpOrder.Select(id => stepUps[id]);

    public UsageRow UsageOf(ControlTarget target, int row, Timestamp at)
    {
        var table = TableOf(target);
        return row < table.Count ? table[row].At(at) : default;
    }

    public UsageRow UsageOf(CardAccount account, Timestamp at) =>
        UsageOf(ControlTarget.Account, RowOf(account.Number), at);

    // Payments since an instant, of a target that a velocity control counts.
    public int CountSince(ControlTarget target, UInt128 id, Timestamp since) =>
        recent.GetValueOrDefault((target, id)) is { } paid ? paid.Count(at => at > since) : 0;

    public void Apply(ControlsEvent change)
    {
        switch (change)
        {
            case ControlsEvent.ControlsSet e:
                Set(e.Key, e.After);
                break;
            case ControlsEvent.StepUpAsked e:
                Ask(e.StepUp);
                break;
            case ControlsEvent.StepUpAnswered e:
                stepUps[e.StepUp.Value] = stepUps[e.StepUp.Value] with
                {
                    State = e.IsConfirmed ? StepUpState.Confirmed : StepUpState.Refused,
                    ExpiresAt = e.ExpiresAt,
                };
                break;
            case ControlsEvent.StepUpUsed e:
                stepUps[e.StepUp.Value] = stepUps[e.StepUp.Value] with { State = StepUpState.Used };
                break;
            default:
                throw new InvariantException("every event of controls has its case");
        }
    }

    // A payment weighs what it holds and what was captured of it; each event counts the difference, so a void, a
    // reversal, an expiry and a smaller capture give back what they free.
    public void Count(Payment? before, Payment after, ControlTarget target, int row)
    {
        var minor = WeightOf(after) - WeightOf(before);
        var count = CountOf(after) - CountOf(before);
        if (minor != 0 || count != 0)
        {
            Row(TableOf(target), row).Add(after.AuthorisedAt, minor, count);
        }
    }

    // A payment of a target that a velocity control counts.
    public void Remember(ControlTarget target, UInt128 id, Timestamp paidAt)
    {
        if (recent.TryGetValue((target, id), out var paid))
        {
            recent[(target, id)] = [.. paid.TakeLast(SpendingControls.MostVelocity - 1), paidAt];
        }
    }

    public (FrozenTable<UsageRow> Accounts, FrozenTable<UsageRow> Tokens) Freeze() =>
        (accounts.Freeze(), tokens.Freeze());

    public ControlsSnapshot FreezeRecords() => new(
        [.. recent.OrderBy(pair => pair.Key).Select(pair => new RecentPayments(
            pair.Key.Target, pair.Key.Id, pair.Value))],
        [.. AllStepUps()]);

    public void Load(ControlsSnapshot snapshot)
    {
        foreach (var entry in snapshot.Recent)
        {
            recent.Add((entry.Target, entry.Id), entry.At);
        }

        foreach (var stepUp in snapshot.StepUps)
        {
            Add(stepUp);
        }
    }

    public void LoadAccounts(ReadOnlySpan<UsageRow> some) => accounts.AddAll(some);

    public void LoadTokens(ReadOnlySpan<UsageRow> some) => tokens.AddAll(some);

    internal static int RowOf(ulong accountNumber) => checked((int)accountNumber - 1);

    internal IEnumerable<FrozenRecords> FreezeSets() => controls.Select(table => table.Freeze());

    // In the order of FreezeSets.
    internal void LoadSets(SnapshotReader reader)
    {
        foreach (var table in controls)
        {
            reader.ReadRecords(table.Load);
        }
    }

    internal IEnumerable<Action> Indexing() => controls.Select(table => (Action)table.Index);

    private static long WeightOf(Payment? payment) => payment is null ? 0 : payment.HeldMinor + payment.CapturedMinor;

    private static int CountOf(Payment? payment) => WeightOf(payment) > 0 ? 1 : 0;

    private static ref UsageRow Row(ChunkedTable<UsageRow> table, int row)
    {
        while (table.Count <= row)
        {
            table.Add(default);
        }

        return ref table.Edit(row);
    }

    private ChunkedTable<UsageRow> TableOf(ControlTarget target) =>
        target == ControlTarget.Account ? accounts : tokens;

    private RecordTable<SpendingControls> TableOf(ControlKey key) =>
        controls[(((int)key.Target - 1) * 2) + (int)key.Owner - 1];

    // Payments are remembered one by one only while a velocity control counts them.
    private void Set(ControlKey key, SpendingControls after)
    {
        if (after.IsEmpty)
        {
            TableOf(key).Remove(key.Id);
        }
        else
        {
            TableOf(key).Put(key.Id, after);
        }

        var target = (key.Target, key.Id);
        if (Find(key with { Owner = ControlOwner.Issuer }).VelocityCount > 0
            || Find(key with { Owner = ControlOwner.Holder }).VelocityCount > 0)
        {
            recent.TryAdd(target, []);
        }
        else
        {
            recent.Remove(target);
        }
    }

    private void Ask(StepUp stepUp)
    {
        while (stepUpOrder.TryPeek(out var oldest)
            && (stepUps[oldest].ExpiresAt <= stepUp.AskedAt || stepUpOrder.Count >= MostStepUps))
        {
            stepUps.Remove(stepUpOrder.Dequeue(), out var gone);
            if (stepUpByKey.GetValueOrDefault(gone!.Key) == gone.Id.Value)
            {
                stepUpByKey.Remove(gone.Key);
            }
        }

        Add(stepUp);
    }

    private void Add(StepUp stepUp)
    {
        stepUps.Add(stepUp.Id.Value, stepUp);
        stepUpOrder.Enqueue(stepUp.Id.Value);
        stepUpByKey[stepUp.Key] = stepUp.Id.Value;
    }
}
