namespace Tessera.Core.Activation;

public sealed class ActivationState
{
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromHours(72);

    private readonly Dictionary<UInt128, WalletDevice> devices = [];
    private readonly Dictionary<UInt128, Provisioning> provisionings = [];
    private readonly Dictionary<UInt128, CardActivity> cards = [];

    public WalletDevice? FindDevice(DeviceId id) => devices.GetValueOrDefault(id.Value);

    public Provisioning? Find(ProvisioningId id) => provisionings.GetValueOrDefault(id.Value);

    public IEnumerable<CardActivity> AllCards() => cards.Values.OrderBy(card => card.Card.Value);

    public ProvisioningHistory HistoryOf(WalletDevice device, CardId card) =>
        new(card, device.Attempts, cards.GetValueOrDefault(card.Value)?.Tries ?? []);

    public void Load(CardActivity card) => cards.Add(card.Card.Value, card);

    public IEnumerable<WalletDevice> AllDevices() => devices.Values.OrderBy(device => device.Id.Value);

    public IEnumerable<Provisioning> All() => provisionings.Values.OrderBy(provisioning => provisioning.Id.Value);

    public void Load(WalletDevice device) => devices.Add(device.Id.Value, device);

    public void Load(Provisioning provisioning) => provisionings.Add(provisioning.Id.Value, provisioning);

    public void Apply(ActivationEvent change)
    {
        switch (change)
        {
            case ActivationEvent.DeviceRegistered e:
                devices.Add(e.Device.Id.Value, e.Device);
                break;
            case ActivationEvent.DeviceLostSet e:
                devices[e.Device.Value] = devices[e.Device.Value] with { IsLost = e.IsLost };
                break;
            case ActivationEvent.EligibilityConfirmed e:
                provisionings.Add(e.Provisioning.Id.Value, e.Provisioning);
                break;
            case ActivationEvent.TermsAccepted e:
                Move(e.Provisioning, p => p with { State = ProvisioningState.TermsAccepted });
                break;
            case ActivationEvent.PathDecided e:
                Move(e.Provisioning, p => Decided(p, e));
                CountAttempt(provisionings[e.Provisioning.Value], e.At);
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
        provisionings[id.Value] = change(provisionings[id.Value]);

    private void CountAttempt(Provisioning provisioning, Timestamp at)
    {
        var device = devices[provisioning.Device.Value];
        var kept = device.Attempts.Where(attempt => attempt.At.Plus(AttemptsKept) > at);
        devices[device.Id.Value] = device with
        {
            Attempts = [.. kept, new ProvisioningAttempt(provisioning.Card, at)],
        };
        var card = provisioning.Card;
        var tries = cards.GetValueOrDefault(card.Value)?.Tries ?? [];
        cards[card.Value] = new CardActivity(card, [.. tries.Where(tried => tried.Plus(AttemptsKept) > at), at]);
    }
}
