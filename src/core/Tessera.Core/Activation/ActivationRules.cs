using Tessera.Core.Cards;
using Tessera.Core.Tokens;

namespace Tessera.Core.Activation;

public static class ActivationRules
{
    private const int LargestKey = 200;

    public static Decision Decide(ShardState state, Envelope envelope, ActivationCommand command) => command switch
    {
        ActivationCommand.RegisterDevice c => RegisterDevice(state, c),
        ActivationCommand.SetDeviceLost c => SetDeviceLost(state, c),
        ActivationCommand.CheckEligibility c => CheckEligibility(state, envelope, c),
        ActivationCommand.AcceptTerms c => AcceptTerms(state.Activation, c),
        ActivationCommand.Provision c => Provision(state, envelope, c),
        ActivationCommand.IssueCode c => CodeRules.Issue(state, envelope, c),
        ActivationCommand.SubmitCode c => CodeRules.Submit(state.Activation, envelope, c),
        ActivationCommand.ConfirmIdentity c => IdentityRules.Confirm(state, c),
        ActivationCommand.RefuseIdentity c => IdentityRules.Refuse(state.Activation, c),
        ActivationCommand.Complete c => Complete(state, envelope, c),
        _ => throw new InvariantException("every activation command has its case"),
    };

    private static Decision RegisterDevice(ShardState state, ActivationCommand.RegisterDevice command)
    {
        if (command.PublicKey.Length is 0 or > LargestKey)
        {
            return Decision.Rejected(ActivationRefusal.RecordInvalid);
        }

        if (!state.Directory.Requestors.ContainsKey(command.Requestor))
        {
            return Decision.Rejected(ActivationRefusal.RequestorUnknown);
        }

        var device = new WalletDevice(
            command.Device, "", command.PublicKey, command.Requestor, IsLost: false, [], command.Owner);
        return state.Activation.FindDevice(command.Device) is not null
            ? Decision.Rejected(ActivationRefusal.AlreadyRegistered)
            : Decision.Decided(Reply.Done.Instance, new ActivationEvent.DeviceRegistered(device));
    }

    // Suspends or frees every token on the device; the device itself need not be reached.
    private static Decision SetDeviceLost(ShardState state, ActivationCommand.SetDeviceLost command)
    {
        if (state.Activation.FindDevice(command.Device) is null)
        {
            return Decision.Rejected(ActivationRefusal.DeviceUnknown);
        }

        var events = new List<CoreEvent> { new ActivationEvent.DeviceLostSet(command.Device, command.IsLost) };
        foreach (var row in state.Tokens.OnDevice(command.Device).Reverse())
        {
            ref readonly var token = ref state.Tokens[row];
            var isMarked = token.SuspendedBy.HasFlag(TokenActor.LostDevice);
            if (token.State is TokenState.Deleted or TokenState.Inactive || isMarked == command.IsLost)
            {
                continue;
            }

            events.Add(command.IsLost
                ? new TokenEvent.Suspended(TokenActor.LostDevice, "device lost") { Token = token.TokenId }
                : new TokenEvent.Resumed(TokenActor.LostDevice, "device found") { Token = token.TokenId });
        }

        return Decision.Decided(Reply.Done.Instance, [.. events]);
    }

    private static Decision CheckEligibility(
        ShardState state, Envelope envelope, ActivationCommand.CheckEligibility command)
    {
        if (state.Activation.FindDevice(command.Device) is not { } device)
        {
            return Decision.Rejected(ActivationRefusal.DeviceUnknown);
        }

        if (state.Cards.FindCard(command.Card) is not { } card)
        {
            return Decision.Rejected(ActivationRefusal.CardUnknown);
        }

        if (state.Activation.Find(command.Provisioning) is not null)
        {
            return Decision.Rejected(ActivationRefusal.AlreadyRegistered);
        }

        if (device.IsLost)
        {
            return Decision.Rejected(ActivationRefusal.DeviceIsLost);
        }

        var account = state.Cards.FindAccount(card.Account)!;
        if (!IsEligible(card, account, envelope.At))
        {
            return Decision.Rejected(ActivationRefusal.CardNotEligible);
        }

        if (state.Directory.FindTokenRange(new BookId(account.IssuerBook), device.Requestor) is null)
        {
            return Decision.Rejected(ActivationRefusal.NoTokenRange);
        }

        var provisioning = new Provisioning
        {
            Id = command.Provisioning,
            Card = card.Id,
            Device = device.Id,
            Requestor = device.Requestor,
            IssuerBook = account.IssuerBook,
            State = ProvisioningState.Eligible,
        };
        return Decision.Decided(
            Reply.ProvisioningAnswered.Of(provisioning), new ActivationEvent.EligibilityConfirmed(provisioning));
    }

    private static bool IsEligible(Card card, CardAccount account, Timestamp at) =>
        card.Status == CardStatus.Active && !account.IsClosed && card.ExpiryYearMonth >= at.YearMonth;

    private static Decision AcceptTerms(ActivationState activation, ActivationCommand.AcceptTerms command)
    {
        if (activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        return provisioning.State != ProvisioningState.Eligible
            ? Decision.Rejected(ActivationRefusal.StepOutOfOrder)
            : Decision.Decided(
                Reply.ProvisioningAnswered.Of(provisioning with { State = ProvisioningState.TermsAccepted }),
                new ActivationEvent.TermsAccepted(command.Provisioning, command.TermsVersion));
    }

    private static Decision Provision(ShardState state, Envelope envelope, ActivationCommand.Provision command)
    {
        if (state.Activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        if (provisioning.State != ProvisioningState.TermsAccepted || state.Tokens.TryFind(command.Token, out _))
        {
            return Decision.Rejected(ActivationRefusal.StepOutOfOrder);
        }

        var device = state.Activation.FindDevice(provisioning.Device)!;
        if (device.IsLost)
        {
            return Decision.Rejected(ActivationRefusal.DeviceIsLost);
        }

        var card = state.Cards.FindCard(provisioning.Card)!;
        var account = state.Cards.FindAccount(card.Account)!;
        if (!IsEligible(card, account, envelope.At))
        {
            return Decision.Rejected(ActivationRefusal.CardNotEligible);
        }

        var (path, reasons) = PathRules.Decide(
            state.Directory.ActivationPolicy, account, state.Activation.HistoryOf(device, card.Id),
            command.Signals, envelope.At);
        if (path == ActivationPath.Red)
        {
            return Answer(provisioning, new ActivationEvent.PathDecided(
                provisioning.Id, path, reasons, default, command.Signals));
        }

        return FreeNumber(state.Tokens, command.Candidates) is not { } number
            ? Decision.Rejected(ActivationRefusal.NoFreeNumber)
            : Answer(
                provisioning,
                new ActivationEvent.PathDecided(provisioning.Id, path, reasons, command.Token, command.Signals),
                NewToken(state, envelope, command, provisioning, number));
    }

    private static Decision Answer(
        Provisioning provisioning, ActivationEvent.PathDecided decided, params ReadOnlySpan<CoreEvent> tokenEvents) =>
        Decision.Decided(
            Reply.ProvisioningAnswered.Of(ActivationState.Decided(provisioning, decided)),
            [.. tokenEvents, decided]);

    private static Pan? FreeNumber(TokenTable tokens, IReadOnlyList<Pan> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!tokens.IsTaken(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static TokenEvent.Created NewToken(
        ShardState state, Envelope envelope, ActivationCommand.Provision command, Provisioning provisioning, Pan number)
    {
        var card = state.Cards.FindCard(provisioning.Card)!;
        var years = state.Directory.ActivationPolicy.TokenYears;
        return new TokenEvent.Created
        {
            Token = command.Token,
            Card = card.Id,
            Device = provisioning.Device,
            Account = state.Cards.FindAccount(card.Account)!.LedgerAccount,
            Number = number.Number,
            NumberLength = (byte)number.Length,
            Requestor = provisioning.Requestor,
            ExpiryYearMonth = envelope.At.YearMonth + (100 * years),
            Domains = TokenDomains.Contactless | TokenDomains.InApp,
        };
    }

    private static Decision Complete(ShardState state, Envelope envelope, ActivationCommand.Complete command)
    {
        if (state.Activation.Find(command.Provisioning) is not { } provisioning)
        {
            return Decision.Rejected(ActivationRefusal.ProvisioningUnknown);
        }

        if (provisioning.Device != command.Device)
        {
            return Decision.Rejected(ActivationRefusal.DeviceDiffers);
        }

        if (state.Activation.FindDevice(command.Device)!.IsLost)
        {
            return Decision.Rejected(ActivationRefusal.DeviceIsLost);
        }

        if (provisioning.State != ProvisioningState.Approved
            || !state.Tokens.TryFind(provisioning.Token, out var row)
            || state.Tokens[row].State == TokenState.Deleted)
        {
            return Decision.Rejected(ActivationRefusal.StepOutOfOrder);
        }

        var requestor = state.Directory.Requestors[provisioning.Requestor];
        var activated = new TokenEvent.Activated
        {
            Token = provisioning.Token,
            KeyId = command.KeyId,
            Kind = requestor.IsCloud ? CredentialKind.Cloud : CredentialKind.SecureElement,
            ExpiresAt = requestor.IsCloud
                ? envelope.At.Plus(TimeSpan.FromHours(requestor.KeyLifeHours))
                : Calendar.EndOfTime,
            UsesLeft = requestor.IsCloud ? requestor.KeyUses : -1,
            KeyNumber = requestor.IsCloud ? 1 : 0,
        };
        var completed = new ActivationEvent.Completed(
            provisioning.Id, provisioning.Token, provisioning.Path, provisioning.IssuerBook,
            provisioning.Requestor, provisioning.Device);
        return Decision.Decided(
            Reply.ProvisioningAnswered.Of(provisioning with { State = ProvisioningState.Completed }),
            activated, completed);
    }
}
