namespace Tessera.Core.Activation;

// Requests to turn cards into tokens. What is over leaves memory after 72 hours, and so do attempts, which the velocity
// rules count no longer: of an activation the phone stays.
public sealed class ActivationState
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    private readonly DeviceTable devices = new();
    private readonly RecordTable<Provisioning> provisionings = new();
    private readonly RecordTable<DeviceActivity> onDevices = new();
    private readonly RecordTable<CardActivity> ofCards = new();

    // Provisionings by when they were attempted, and by when they were over.
    private readonly ChunkedQueue<TimedRow> attempted = new();
    private readonly ChunkedQueue<TimedRow> finished = new();

    public WalletDevice? FindDevice(DeviceId id) =>
        devices.TryFindRow(id, out var row) ? devices.Read(row, AttemptsOn(id)) : null;

    public Provisioning? Find(ProvisioningId id) => provisionings.Find(id.Value);

    public ProvisioningHistory HistoryOf(WalletDevice device, CardId card) =>
        new(card, device.Attempts, TriesOf(card));

    internal bool TryFindRow(DeviceId device, out int row) => devices.TryFindRow(device, out row);

    internal int RowOf(DeviceId device)
    {
        Invariant.Check(devices.TryFindRow(device, out var row), "a token is on a phone that is here");
        return row;
    }

    internal DeviceId DeviceAt(int row) => devices.At(row);

    internal FrozenTable<DeviceRow> FreezeDevices() => devices.FreezeRows();

    internal (FrozenTable<TimedRow> Attempted, FrozenTable<TimedRow> Finished) FreezeQueues() =>
        (attempted.Freeze(), finished.Freeze());

    internal FrozenRecords[] Freeze() =>
        [devices.Freeze(), provisionings.Freeze(), onDevices.Freeze(), ofCards.Freeze()];

    internal void Load(ReadOnlySpan<DeviceRow> some) => devices.Load(some);

    internal void LoadAttempted(ReadOnlySpan<TimedRow> some) => attempted.AddAll(some);

    internal void LoadFinished(ReadOnlySpan<TimedRow> some) => finished.AddAll(some);

    // In the order of Freeze.
    internal void Load(SnapshotReader reader)
    {
        devices.Load(reader);
        reader.ReadRecords(provisionings.Load);
        reader.ReadRecords(onDevices.Load);
        reader.ReadRecords(ofCards.Load);
    }

    internal Action[] Indexing() => [.. devices.Indexing(), provisionings.Index, onDevices.Index, ofCards.Index];

    public void Apply(ActivationEvent change)
    {
        Forget(change.At);
        switch (change)
        {
            case ActivationEvent.DeviceRegistered e:
                devices.Add(e.Device);
                break;
            case ActivationEvent.DeviceLostSet e:
                devices.SetLost(e.Device, e.IsLost);
                break;
            case ActivationEvent.EligibilityConfirmed e:
                provisionings.Add(e.Provisioning.Id.Value, e.Provisioning);
                break;
            case ActivationEvent.TermsAccepted e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.TermsAccepted }, e.At);
                break;
            case ActivationEvent.PathDecided e:
                CountAttempt(Move(e.Provisioning, p => Decided(p, e), e.At), e.At);
                break;
            case ActivationEvent.CodeIssued e:
                Move(e.Provisioning, p => Issued(p, e), e.At);
                break;
            case ActivationEvent.CodeRefused e:
                Move(e.Provisioning, p => Refused(p, e), e.At);
                break;
            case ActivationEvent.IdentityProposed e:
                Move(e.Provisioning, p => p with { FirstApprover = e.Approver }, e.At);
                break;
            case ActivationEvent.IdentityConfirmed e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Approved, CodeMac = 0 }, e.At);
                break;
            case ActivationEvent.IdentityRefused e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Declined, CodeMac = 0 }, e.At);
                break;
            case ActivationEvent.Completed e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Completed }, e.At);
                break;
            default:
                throw new InvariantException("every activation event has its case");
        }
    }

    internal static Provisioning Decided(Provisioning provisioning, ActivationEvent.PathDecided decided) =>
        provisioning with
        {
            Path = decided.Path,
            Reasons = decided.Reasons,
            Token = decided.Token,
            State = decided.Path switch
            {
                ActivationPath.Green => ProvisioningState.Approved,
                ActivationPath.Red => ProvisioningState.Declined,
                _ => ProvisioningState.StepUp,
            },
        };

    internal static Provisioning Issued(Provisioning provisioning, ActivationEvent.CodeIssued issued) =>
        provisioning with
        {
            CodeMac = issued.CodeMac,
            CodeExpiresAt = issued.ExpiresAt,
            CodeAttemptsLeft = issued.Attempts,
            CodesIssued = provisioning.CodesIssued + 1,
        };

    internal static Provisioning Refused(Provisioning provisioning, ActivationEvent.CodeRefused refused) =>
        provisioning with
        {
            CodeAttemptsLeft = refused.AttemptsLeft,
            CodeMac = refused.AttemptsLeft == 0 ? 0 : provisioning.CodeMac,
            State = refused.AttemptsLeft == 0 ? ProvisioningState.Declined : provisioning.State,
        };

    private Provisioning Move(ProvisioningId id, Func<Provisioning, Provisioning> change, Timestamp at)
    {
        var after = provisionings.Change(id.Value, change);
        if (after.State is ProvisioningState.Completed or ProvisioningState.Declined)
        {
            finished.Add(new TimedRow(at, id.Value));
        }

        return after;
    }

    private ProvisioningAttempt[] AttemptsOn(DeviceId device) => onDevices.Find(device.Value)?.Attempts ?? [];

    private Timestamp[] TriesOf(CardId card) => ofCards.Find(card.Value)?.Tries ?? [];

    private void CountAttempt(Provisioning provisioning, Timestamp at)
    {
        var (device, card) = (provisioning.Device, provisioning.Card);
        attempted.Add(new TimedRow(at, provisioning.Id.Value));
        onDevices.Put(
            device.Value, new DeviceActivity(device, [.. AttemptsOn(device), new ProvisioningAttempt(card, at)]));
        ofCards.Put(card.Value, new CardActivity(card, [.. TriesOf(card), at]));
    }

    // In the order in which they were attempted, so that an attempt is the oldest of its card and of its phone. What is
    // over stays until its attempt is forgotten too.
    private void Forget(Timestamp now)
    {
        while (attempted.Count > 0 && attempted[0].At.Plus(Kept) <= now)
        {
            var provisioning = provisionings.Find(attempted.Take().Key.Value)!;
            ForgetOldest(provisioning.Device, provisioning.Card);
        }

        while (finished.Count > 0 && finished[0].At.Plus(Kept) <= now)
        {
            provisionings.Remove(finished.Take().Key.Value);
        }
    }

    private void ForgetOldest(DeviceId device, CardId card)
    {
        var (attempts, tries) = (AttemptsOn(device), TriesOf(card));
        if (attempts.Length == 1)
        {
            onDevices.Remove(device.Value);
        }
        else
        {
            onDevices.Put(device.Value, new DeviceActivity(device, attempts[1..]));
        }

        if (tries.Length == 1)
        {
            ofCards.Remove(card.Value);
        }
        else
        {
            ofCards.Put(card.Value, new CardActivity(card, tries[1..]));
        }
    }
}
