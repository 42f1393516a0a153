namespace Tessera.Core.Activation;

public sealed class ActivationState
{
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromHours(72);

    private readonly RecordTable<WalletDevice> devices = new();
    private readonly RecordTable<Provisioning> provisionings = new();
    private readonly RecordTable<CardActivity> cards = new();

    public WalletDevice? FindDevice(DeviceId id) => devices.Find(id.Value);

    public Provisioning? Find(ProvisioningId id) => provisionings.Find(id.Value);

    public ProvisioningHistory HistoryOf(WalletDevice device, CardId card) =>
        new(card, device.Attempts, cards.Find(card.Value)?.Tries ?? []);

    public FrozenRecords[] Freeze() => [devices.Freeze(), provisionings.Freeze(), cards.Freeze()];

    // In the order of Freeze.
    internal void Load(SnapshotReader reader)
    {
        reader.ReadRecords((slot, record) => devices.Add(slot, record));
        reader.ReadRecords((slot, record) => provisionings.Add(slot, record));
        reader.ReadRecords((slot, record) => cards.Add(slot, record));
    }

    public void Apply(ActivationEvent change)
    {
        switch (change)
        {
            case ActivationEvent.DeviceRegistered e:
                devices.Add(e.Device.Id.Value, e.Device);
                break;
            case ActivationEvent.DeviceLostSet e:
                devices.Change(e.Device.Value, device => device with { IsLost = e.IsLost });
                break;
            case ActivationEvent.EligibilityConfirmed e:
                provisionings.Add(e.Provisioning.Id.Value, e.Provisioning);
                break;
            case ActivationEvent.TermsAccepted e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.TermsAccepted });
                break;
            case ActivationEvent.PathDecided e:
                Move(e.Provisioning, p => Decided(p, e));
                CountAttempt(provisionings.Find(e.Provisioning.Value)!, e.At);
                break;
            case ActivationEvent.CodeIssued e:
                Move(e.Provisioning, p => Issued(p, e));
                break;
            case ActivationEvent.CodeRefused e:
                Move(e.Provisioning, p => Refused(p, e));
                break;
            case ActivationEvent.IdentityProposed e:
                Move(e.Provisioning, p => p with { FirstApprover = e.Approver });
                break;
            case ActivationEvent.IdentityConfirmed e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Approved, CodeMac = 0 });
                break;
            case ActivationEvent.IdentityRefused e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Declined, CodeMac = 0 });
                break;
            case ActivationEvent.Completed e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.Completed });
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

    private void Move(ProvisioningId id, Func<Provisioning, Provisioning> change) =>
        provisionings.Change(id.Value, change);

    private void CountAttempt(Provisioning provisioning, Timestamp at)
    {
        var card = provisioning.Card;
        devices.Change(provisioning.Device.Value, device => device with
        {
            Attempts =
            [
                .. device.Attempts.Where(attempt => attempt.At.Plus(AttemptsKept) > at),
                new ProvisioningAttempt(card, at),
            ],
        });
        var tries = cards.Find(card.Value)?.Tries ?? [];
        cards.Put(
            card.Value, new CardActivity(card, [.. tries.Where(tried => tried.Plus(AttemptsKept) > at), at]));
    }
}
