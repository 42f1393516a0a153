namespace Tessera.Core.Directory;

public static class DirectoryRules
{
    private const int NameLength = 100;

    // One day.
    private const int MostCodeMinutes = 1_440;

    private const int MostDays = 3_650;

    public static Decision Decide(DirectoryState state, DirectoryCommand command, DateOnly businessDate)
    {
        (DirectoryRefusal refusal, DirectoryEvent? change) = command switch
        {
            DirectoryCommand.RegisterParticipant c => Participant(state, c.Participant),
            DirectoryCommand.RegisterMerchant c => Merchant(state, c.Merchant),
            DirectoryCommand.RegisterTerminal c => Terminal(state, c.Terminal),
            DirectoryCommand.RegisterRange c => Range(state, c.Range),
            DirectoryCommand.ChangeRange c => Change(state, c.Range),
            DirectoryCommand.RegisterRequestor c => Requestor(state, c.Requestor),
            DirectoryCommand.SetAcceptance c => Acceptance(state, c),
            DirectoryCommand.SetMerchantTerms c => Terms(state, c),
            DirectoryCommand.SetFees c => Fees(state, c.Fees, businessDate),
            DirectoryCommand.SetPaymentPolicy c => Policy(c.Policy),
            DirectoryCommand.SetActivationPolicy c => Policy(c.Policy),
            DirectoryCommand.SetChargebackPolicy c => c.Policy.IsValid()
                ? Ok(new DirectoryEvent.ChargebackPolicySet(c.Policy))
                : No(DirectoryRefusal.RecordInvalid),
            DirectoryCommand.GrantApiKey c => Grant(state, c.Key),
            DirectoryCommand.RevokeApiKey c => state.ApiKeys.ContainsKey(c.Key.Value)
                ? Ok(new DirectoryEvent.ApiKeyRevoked(c.Key))
                : No(DirectoryRefusal.ApiKeyUnknown),
            _ => throw new InvariantException("every directory command has its case"),
        };
        return change is null
            ? Decision.Rejected(refusal)
            : Decision.Decided(Reply.Done.Instance, change with { By = command.By });
    }

    private static (DirectoryRefusal Refusal, DirectoryEvent? Change) Participant(
        DirectoryState state, Participant participant)
    {
        if (participant.Book == 0 || !IsName(participant.Name) || !IsDigits(participant.Code, 1, 11)
            || participant.Roles == ParticipantRoles.None)
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        var taken = state.Participants.ContainsKey(participant.Id.Value)
            || state.Participants.Values.Any(p => p.Book == participant.Book || p.Code == participant.Code);
        return taken
            ? No(DirectoryRefusal.AlreadyRegistered)
            : Ok(new DirectoryEvent.ParticipantRegistered(participant));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Merchant(DirectoryState state, Merchant merchant)
    {
        if (!IsName(merchant.Name) || merchant.Number == 0 || merchant.CurrencyNumber == 0
            || !merchant.Terms.IsValid())
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        if (state.FindParticipant(new BookId(merchant.AcquirerBook)) is not { } acquirer
            || !acquirer.Roles.HasFlag(ParticipantRoles.Acquirer))
        {
            return No(DirectoryRefusal.ParticipantUnknown);
        }

        var taken = state.Merchants.ContainsKey(merchant.Id.Value)
            || state.Merchants.Values.Any(m => m.Number == merchant.Number);
        return taken ? No(DirectoryRefusal.AlreadyRegistered) : Ok(new DirectoryEvent.MerchantRegistered(merchant));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Terminal(DirectoryState state, PaymentTerminal terminal)
    {
        if (terminal.Code.Length != 8 || !terminal.Code.All(char.IsAsciiLetterOrDigit))
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        if (state.FindMerchant(terminal.Merchant) is not { } merchant)
        {
            return No(DirectoryRefusal.MerchantUnknown);
        }

        var taken = state.Terminals.ContainsKey(terminal.Id.Value)
            || state.FindTerminal(new BookId(merchant.AcquirerBook), terminal.Code) is not null;
        return taken ? No(DirectoryRefusal.AlreadyRegistered) : Ok(new DirectoryEvent.TerminalRegistered(terminal));
    }

    // Numbers, owners and keys of a range stay what they are: cards and tokens hang on them.
    private static (DirectoryRefusal, DirectoryEvent?) Change(DirectoryState state, AccountRange range)
    {
        var before = state.Ranges.FirstOrDefault(
            known => known.Prefix == range.Prefix && known.NumberLength == range.NumberLength);
        if (before is null)
        {
            return No(DirectoryRefusal.RangeUnknown);
        }

        var kept = before with
        {
            PaymentSystem = range.PaymentSystem, ApplicationPrefix = range.ApplicationPrefix, Product = range.Product,
            TakesMagStripe = range.TakesMagStripe, IsWithdrawn = range.IsWithdrawn,
        };
        return kept != range || !IsName(range.PaymentSystem)
            || (range.TakesMagStripe && range.Kind != RangeKind.Funding)
            ? No(DirectoryRefusal.RecordInvalid)
            : Ok(new DirectoryEvent.RangeChanged(before, range));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Range(DirectoryState state, AccountRange range)
    {
        if (!IsDigits(range.Prefix, 6, 11) || range.NumberLength is < 12 or > 19 || !IsName(range.PaymentSystem)
            || !IsName(range.KeySet) || (range.TakesMagStripe && range.Kind != RangeKind.Funding))
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        if (state.FindParticipant(new BookId(range.IssuerBook)) is null
            || state.FindParticipant(new BookId(range.NetworkBook)) is null)
        {
            return No(DirectoryRefusal.ParticipantUnknown);
        }

        if ((range.Kind == RangeKind.Token) != state.Requestors.ContainsKey(range.RequestorNumber))
        {
            return No(DirectoryRefusal.RequestorUnknown);
        }

        var taken = state.Ranges.Any(r => r.Prefix == range.Prefix && r.NumberLength == range.NumberLength);
        return taken ? No(DirectoryRefusal.AlreadyRegistered) : Ok(new DirectoryEvent.RangeRegistered(range));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Requestor(DirectoryState state, TokenRequestor requestor)
    {
        if (requestor.Number is < 10_000_000_000 or > 99_999_999_999 || !IsName(requestor.Name)
            || !IsName(requestor.PaymentSystem) || requestor.WalletFeeBasisPoints is < 0 or > 10_000
            || requestor.KeyUses is < 0 or > 1_000
            || (requestor.IsCloud ? requestor.KeyLifeHours is < 1 or > 8_784 : requestor.KeyLifeHours != 0))
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        if (requestor.WalletBook != 0 && state.FindParticipant(new BookId(requestor.WalletBook)) is null)
        {
            return No(DirectoryRefusal.ParticipantUnknown);
        }

        return state.Requestors.ContainsKey(requestor.Number)
            ? No(DirectoryRefusal.AlreadyRegistered)
            : Ok(new DirectoryEvent.RequestorRegistered(requestor));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Acceptance(
        DirectoryState state, DirectoryCommand.SetAcceptance command)
    {
        if (command.RefusedSystems.Length > 100 || !command.RefusedSystems.All(IsName))
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        return state.FindMerchant(command.Merchant) is null
            ? No(DirectoryRefusal.MerchantUnknown)
            : Ok(new DirectoryEvent.AcceptanceSet(command.Merchant, command.RefusedSystems));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Terms(
        DirectoryState state, DirectoryCommand.SetMerchantTerms command)
    {
        if (!command.Terms.IsValid())
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        return state.FindMerchant(command.Merchant) is null
            ? No(DirectoryRefusal.MerchantUnknown)
            : Ok(new DirectoryEvent.MerchantTermsSet(command.Merchant, command.Terms));
    }

    // Money of closed dates was moved by the versions that were in force then.
    private static (DirectoryRefusal, DirectoryEvent?) Fees(DirectoryState state, FeeTable fees, DateOnly businessDate)
    {
        if (!fees.IsValid())
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        if (fees.Version <= state.FeeVersions.Select(other => other.Version).LastOrDefault())
        {
            return No(DirectoryRefusal.VersionNotNewer);
        }

        var from = fees.EffectiveFrom == default ? businessDate : fees.EffectiveFrom;
        return from < businessDate
            ? No(DirectoryRefusal.EffectiveInPast)
            : Ok(new DirectoryEvent.FeesSet(fees with { EffectiveFrom = from }));
    }

    private static (DirectoryRefusal, DirectoryEvent?) Policy(PaymentPolicy policy) =>
        policy.CvmLimitMinor < 0 || policy.MaximumAtcJump is < 1 or > ushort.MaxValue
            || policy.MaximumBadCryptograms is < 1 or > byte.MaxValue || policy.HoldDays is < 1 or > 365
            || policy.CaptureToleranceBasisPoints is < 0 or > 10_000 || policy.RefundDays is < 1 or > 3_650
            || policy.StandInLimitMinor < 0 || policy.StandInDailyMinor < 0 || policy.StandInDailyCount < 0
            || policy.TransitCapMinor < 0
            ? No(DirectoryRefusal.RecordInvalid)
            : Ok(new DirectoryEvent.PaymentPolicySet(policy));

    private static (DirectoryRefusal, DirectoryEvent?) Policy(ActivationPolicy policy) =>
        policy.CodeAttempts < 1 || policy.CodeMinutes is < 1 or > MostCodeMinutes || policy.CodesPerProvisioning < 1
            || policy.TokenYears is < 1 or > 10 || policy.CardsPerDeviceInDay < 1
            || policy.TriesPerCardAndDeviceIn72Hours < 1 || policy.TriesPerCardIn72Hours < 1
            || policy.NamesPerDevice < 1 || policy.DeskApprovers is not (1 or 2) || !HasScores(policy)
            || !IsDays(policy.YoungAccountDays) || !IsDays(policy.RecentChangeDays)
            || !IsDays(policy.StableChannelDays) || !IsDays(policy.LostModeDays)
            ? No(DirectoryRefusal.RecordInvalid)
            : Ok(new DirectoryEvent.ActivationPolicySet(policy));

    // Scores run from 1, worst, to 5, best; red must leave room below good. Red 0 means: no device is that bad.
    private static bool HasScores(ActivationPolicy policy) =>
        policy.RedDeviceScore is >= 0 and <= 4 && policy.GoodDeviceScore is >= 1 and <= 5
        && policy.RedDeviceScore < policy.GoodDeviceScore && policy.GoodAccountScore is >= 1 and <= 5;

    private static bool IsDays(int days) => days is >= 0 and <= MostDays;

    private static (DirectoryRefusal, DirectoryEvent?) Grant(DirectoryState state, ApiKey key)
    {
        if (key.Hash.Length != 32 || !IsName(key.Label) || key.IsRevoked)
        {
            return No(DirectoryRefusal.RecordInvalid);
        }

        return state.ApiKeys.ContainsKey(key.Id.Value)
            ? No(DirectoryRefusal.AlreadyRegistered)
            : Ok(new DirectoryEvent.ApiKeyGranted(key));
    }

    private static (DirectoryRefusal, DirectoryEvent?) No(DirectoryRefusal refusal) => (refusal, null);

    private static (DirectoryRefusal, DirectoryEvent?) Ok(DirectoryEvent change) => (default, change);

    private static bool IsName(string text) => text.Length is > 0 and <= NameLength && !text.Any(char.IsControl);

    private static bool IsDigits(string text, int least, int most) =>
        text.Length >= least && text.Length <= most && text.All(char.IsAsciiDigit);
}
