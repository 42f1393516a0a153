using System.Globalization;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Partners;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;

namespace Tessera.Core.Payments;

// The authorisation decision: payer, cryptogram verdict, counter, domain, covered data, verification, funds, in the
// order of PaymentRefusal. A decline is decided too and moves the same counters. Funds at an issuer that keeps its own
// books are asked for: the payment is requested first.
public static class AuthorisationRules
{
    public const long GreatestAmountMinor = 1_000_000_000_000;

    private const ushort LastCounter = ushort.MaxValue;
    private const long NanosecondsPerTick = 100;

    private static readonly TimeSpan InAppAge = TimeSpan.FromMinutes(5);

    public static Decision Decide(ShardState state, Envelope envelope, PaymentCommand.Authorise command)
    {
        if (!command.Barred.IsNone)
        {
            return Decision.Rejected(command.Barred);
        }

        if (command.AmountMinor is <= 0 or > GreatestAmountMinor)
        {
            return Decision.Rejected(PaymentRefusal.AmountInvalid);
        }

        if (!command.Currency.IsKnown)
        {
            return Decision.Rejected(PaymentRefusal.CurrencyUnknown);
        }

        var known = state.Payments.Find(command.Payment) ?? state.Payments.FindByTrace(command.TraceKey);
        if (known is not null)
        {
            return command.AdvisedCode.Length > 0 && known.Facts.AcquirerBook == command.Facts.AcquirerBook
                ? Decision.Decided(Reply.PaymentDecided.Of(known))
                : Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        var isKnown = Payer.TryFind(state, command, out var payer);
        var refusal = FirstOfMessage(state, command);
        if (refusal == default && !isKnown)
        {
            refusal = command.IsCard ? PaymentRefusal.CardUnknown : PaymentRefusal.TokenUnknown;
        }

        if (refusal == default && IsWordOfNetwork(command)
            && (payer.IsToken || !command.Facts.IsFromOutsideNetwork))
        {
            refusal = PaymentRefusal.NotForSenderToSay;
        }

        var controls = SpendingRules.Applying(state, payer);
        // What was decided elsewhere is not decided again: it binds.
        if (refusal == default)
        {
            refusal = command.AdvisedCode.Length == 0 ? First(state, envelope, command, payer, controls)
                : payer.Account.Currency == command.Currency ? default
                : PaymentRefusal.CurrencyNotSupported;
        }

        var decision = refusal == default
            ? Approve(state, envelope, command, payer)
            : Decline(state, envelope, command, refusal, isKnown ? payer : null);
        var after = SpendingRules.After(state, envelope, command, payer, refusal, controls);
        return after.Length == 0 ? decision : decision with { Events = [.. decision.Events, .. after] };
    }

    // The sender says what it decided, or that it verified the cardholder's cryptogram.
    private static bool IsWordOfNetwork(PaymentCommand.Authorise command) =>
        command.AdvisedCode.Length > 0 || command.Verdict is { IsValid: true, Source: VerdictSource.Network };

    private static PaymentRefusal FirstOfMessage(ShardState state, PaymentCommand.Authorise command)
    {
        if (state.Payments.IsReversedBeforeArrival(command.TraceKey))
        {
            return PaymentRefusal.ReversedBeforeArrival;
        }

        return command.Facts.MerchantAccepts
            ? PresenceRules.FirstOfMode(command)
            : PaymentRefusal.MerchantRefusesSystem;
    }

    private static PaymentRefusal First(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer,
        IReadOnlyList<ControlSet> controls)
    {
        var refusal = FirstOfCryptogram(state, command, payer);
        refusal = refusal != default ? refusal
            : payer.IsToken ? FirstOfToken(state.Tokens, envelope, command, payer.TokenRow)
            : FirstOfCard(envelope, command, payer);
        refusal = refusal != default ? refusal : FirstOfCoveredData(envelope, command);
        refusal = refusal != default ? refusal : PresenceRules.First(command);
        refusal = refusal != default ? refusal : FirstOfFunding(state, command, payer);
        refusal = refusal != default ? refusal : SpendingRules.First(state, envelope, command, payer, controls);
        return refusal != default ? refusal : Exposure.FirstOf(state, command);
    }

    private static PaymentRefusal FirstOfCryptogram(
        ShardState state, PaymentCommand.Authorise command, in Payer payer)
    {
        var verdict = command.Verdict;
        if (verdict.Source == VerdictSource.Issuer)
        {
            return !payer.IsToken && command.Facts.IsIssuerOutside ? default : PaymentRefusal.CryptogramWrong;
        }

        if (!verdict.IsValid)
        {
            return PaymentRefusal.CryptogramWrong;
        }

        if (verdict.Source == VerdictSource.Network)
        {
            return default;
        }

        var counter = payer.CounterIn(state);
        var isOld = command.EntryMode == EntryMode.ContactlessMagstripe && counter.IsStarted
            && verdict.Atc <= counter.Highest;
        if (isOld || counter.IsUsed(verdict.Atc))
        {
            return PaymentRefusal.CounterUsed;
        }

        if (verdict.Atc == LastCounter || counter is { IsStarted: true, Highest: LastCounter })
        {
            return PaymentRefusal.CounterExhausted;
        }

        return verdict.Atc - counter.Highest > command.Facts.Policy.MaximumAtcJump
            ? PaymentRefusal.CounterJump
            : default;
    }

    private static PaymentRefusal FirstOfToken(
        TokenTable tokens, Envelope envelope, PaymentCommand.Authorise command, int row)
    {
        ref readonly var token = ref tokens[row];
        switch (token.State)
        {
            case TokenState.Deleted:
                return PaymentRefusal.TokenIsDeleted;
            case TokenState.Inactive:
                return PaymentRefusal.TokenIsInactive;
            case TokenState.Suspended:
                return PaymentRefusal.TokenIsSuspended;
        }

        if (token.ExpiryYearMonth < envelope.At.YearMonth)
        {
            return PaymentRefusal.TokenExpired;
        }

        if (!tokens.TryFindCredential(row, command.Verdict.KeyId, out var credential)
            || credential.UsesLeft == 0 || credential.ExpiresAtNanoseconds <= envelope.At.Nanoseconds)
        {
            return PaymentRefusal.CredentialInvalid;
        }

        var domain = command.EntryMode switch
        {
            EntryMode.ContactlessChip or EntryMode.ContactlessMagstripe => TokenDomains.Contactless,
            EntryMode.InApp => TokenDomains.InApp,
            _ => TokenDomains.None,
        };
        return domain != TokenDomains.None && token.Domains.HasFlag(domain)
            ? default
            : PaymentRefusal.DomainNotAllowed;
    }

    // A card that only its outside issuer knows is for that issuer to judge.
    private static PaymentRefusal FirstOfCard(
        Envelope envelope, PaymentCommand.Authorise command, in Payer payer) => payer.Card switch
    {
        null => default,
        { Status: not CardStatus.Active } => PaymentRefusal.CardNotActive,
        { } card when IsFormer(card, command) => PaymentRefusal.CardReplaced,
        { } card when card.ExpiryYearMonth < envelope.At.YearMonth => PaymentRefusal.CardExpired,
        _ => default,
    };

    // The key that verified the cryptogram tells the sequence number: its lowest byte. A token's payment that the
    // network verified may still come under the former number.
    private static bool IsFormer(Card card, PaymentCommand.Authorise command) =>
        command.Verdict.Source == VerdictSource.Own
        && (card.Pan != command.Pan || card.SequenceNumber != (byte)(command.Verdict.KeyId & 0xFF));

    private static PaymentRefusal FirstOfCoveredData(Envelope envelope, PaymentCommand.Authorise command)
    {
        var verdict = command.Verdict;
        // A code of the old mode covers nothing of this, and its message names no application.
        if (verdict.Source == VerdictSource.Network || command.EntryMode == EntryMode.ContactlessMagstripe)
        {
            return default;
        }

        if (verdict.Source == VerdictSource.Own
            && (verdict.AmountMinor != command.AmountMinor || verdict.Currency != command.Currency
                || verdict.UnpredictableNumber != command.UnpredictableNumber
                || !verdict.IsDatedNear(envelope.At)))
        {
            return PaymentRefusal.CoveredDataDiffer;
        }

        if (command.MadeAt is { } madeAt
            && Math.Abs(envelope.At.Nanoseconds - madeAt.Nanoseconds) > InAppAge.Ticks * NanosecondsPerTick)
        {
            return PaymentRefusal.InAppTooOld;
        }

        return command.ApplicationId.StartsWith(command.Facts.ApplicationPrefix, StringComparison.OrdinalIgnoreCase)
            ? default
            : PaymentRefusal.ApplicationDiffers;
    }

    private static PaymentRefusal FirstOfFunding(
        ShardState state, PaymentCommand.Authorise command, in Payer payer)
    {
        var account = payer.CardAccount;
        if (payer.Card is { Status: not CardStatus.Active } || account is { IsClosed: true })
        {
            return PaymentRefusal.CardNotActive;
        }

        if (command.Verdict.Source != VerdictSource.Issuer && PresenceRules.LacksVerification(command))
        {
            return PaymentRefusal.VerificationRequired;
        }

        if ((account is not null && account.CurrencyNumber != command.Currency.Number)
            || command.Facts.CurrencyNumber != command.Currency.Number)
        {
            return PaymentRefusal.CurrencyNotSupported;
        }

        if (command.Facts.IsIssuerOutside)
        {
            var issuer = new BookId(command.Facts.IssuerBook);
            return state.Partners.CountFor(issuer) < PartnerRules.MostWaiting
                ? default
                : PaymentRefusal.IssuerUnavailable;
        }

        return state.Ledger.AvailableMinor(payer.Account) < command.AmountMinor
            ? PaymentRefusal.InsufficientFunds
            : default;
    }

    // A genuine cryptogram spends its counter whatever the decision; a replay, a wrong one or the former plastic's does
    // not.
    private static bool IsConsumed(
        ShardState state, PaymentCommand.Authorise command, PaymentRefusal refusal, in Payer payer) =>
        command.Verdict is { IsValid: true, Source: VerdictSource.Own } && refusal != PaymentRefusal.CounterUsed
        && (payer.IsToken || (payer.Card is { } card && !IsFormer(card, command)))
        && !payer.CounterIn(state).IsUsed(command.Verdict.Atc);

    private static Decision Approve(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer)
    {
        var (facts, isNew) = state.Facts.Noted(command.Facts);
        var payment = Authorised(state, envelope, command, payer, facts);
        var change = Approval(payment, command, payer);
        var reply = Reply.PaymentDecided.Of(payment) with
        {
            Asked = facts.IsIssuerOutside ? new FundingRequest(payment, payer.Card?.ExpiryYearMonth ?? 0) : null,
        };
        return Decision.Decided(
            reply,
            isNew ? [new MaintenanceEvent.FactsNoted(facts.Number, FactsTable.Common(command.Facts)), change]
                : [change]);
    }

    private static PaymentEvent Approval(Payment payment, PaymentCommand.Authorise command, in Payer payer)
    {
        if (payment.State == PaymentState.Requested)
        {
            return new PaymentEvent.Requested(payment, command.Verdict.KeyId) { CoveredMark = Mark(command) };
        }

        var hold = new PostingList(payment.Facts.IsHere).Add(
            PostingKind.Hold, payer.Account, PaymentAccounts.IssuerDueToNetwork(payment), command.AmountMinor);
        return new PaymentEvent.Authorised(payment, command.Verdict.KeyId, hold.ToArray())
        {
            CoveredMark = Mark(command),
        };
    }

    private static Payment Authorised(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer, PaymentFacts facts)
    {
        var sequence = state.Payments.AuthorisedCount + 1;
        var isRemote = facts.IsIssuerOutside;
        var isAdvised = command.AdvisedCode.Length > 0;
        var leg = isRemote ? LegState.Requested : LegState.Approved;
        var approvalCode = isRemote ? "" : isAdvised ? command.AdvisedCode : ApprovalCode(sequence);
        return new Payment
        {
            Id = command.Payment,
            CommandId = isRemote ? default : envelope.CommandId,
            BodyHash = isRemote ? default : envelope.BodyHash,
            TraceKey = command.TraceKey,
            Facts = facts,
            Terminal = facts.Number > 0 ? command.Facts.Terminal : default,
            State = isRemote ? PaymentState.Requested : PaymentState.Authorised,
            Token = payer.IsToken ? state.Tokens[payer.TokenRow].TokenId : default,
            Card = payer.Card?.Id ?? default,
            Pan = payer.Card?.Pan ?? command.Pan,
            FundingAccount = payer.Account,
            CurrencyNumber = command.Currency.Number,
            AuthorisedMinor = command.AmountMinor,
            HeldMinor = command.AmountMinor,
            AuthorisedAt = envelope.At,
            HoldExpiresAt = envelope.At.Plus(TimeSpan.FromDays(facts.Policy.HoldDays)),
            Atc = command.Verdict.Atc,
            EntryMode = command.EntryMode,
            Verification = command.Verdict.Verification,
            VerifiedBy = isAdvised ? VerdictSource.Network : command.Verdict.Source,
            IsAdvised = isAdvised,
            TraceNumber = command.TraceNumber,
            LastFour = command.Number.LastFour,
            AcquirerLeg = new(facts.AcquirerBook, leg, command.RetrievalReference, command.AmountMinor),
            NetworkLeg = new(facts.NetworkBook, leg, NetworkReference(sequence), command.AmountMinor),
            FundingLeg = new(facts.IssuerBook, leg, approvalCode, command.AmountMinor),
        };
    }

    private static Decision Decline(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, PaymentRefusal refusal, Payer? payer)
    {
        var isBad = refusal == PaymentRefusal.CryptogramWrong;
        var token = payer is { IsToken: true } of ? state.Tokens[of.TokenRow] : default;
        var declined = new PaymentEvent.Declined
        {
            Payment = command.Payment,
            RefusalNumber = (ushort)refusal,
            Token = token.TokenId,
            Card = payer is { IsToken: false, Card: { } card } ? card.Id : default,
            Merchant = command.Facts.Merchant,
            Terminal = command.Facts.Terminal,
            PaymentSystem = command.Facts.PaymentSystem,
            AmountMinor = command.AmountMinor,
            CurrencyNumber = command.Currency.Number,
            Atc = command.Verdict.Atc,
            KeyId = command.Verdict.KeyId,
            IsCounterConsumed = payer is { } paying && IsConsumed(state, command, refusal, paying),
            IsBadCryptogram = isBad,
            EntryMode = command.EntryMode,
            TraceNumber = command.TraceNumber,
            AcquirerBook = command.Facts.AcquirerBook,
            IssuerBook = command.Facts.IssuerBook,
            CoveredMark = Mark(command),
        };
        CoreEvent[] after = refusal switch
        {
            PaymentRefusal.CryptogramWrong => WrongCryptograms.Stop(state, command, payer),
            PaymentRefusal.CounterUsed => AfterUsedCounter(state, command.Verdict, payer),
            _ => [],
        };
        return Decision.Decided(
            Reply.PaymentDecided.Of(declined, envelope.At, command.Number.LastFour), [declined, .. after]);
    }

    private static ushort Mark(PaymentCommand.Authorise command) =>
        command.Verdict is { IsValid: true, Source: VerdictSource.Own } ? command.Verdict.CoveredMark : (ushort)0;

    // A replay carries what the first message carried. Another genuine cryptogram under the same counter value was made
    // by another device with the same keys.
    private static CoreEvent[] AfterUsedCounter(ShardState state, CryptogramVerdict verdict, Payer? payer)
    {
        if (payer is not { IsToken: true } paying)
        {
            return [];
        }

        ref readonly var token = ref state.Tokens[paying.TokenRow];
        return token.State == TokenState.Active && token.IsUsedOtherwise(verdict.Atc, verdict.CoveredMark)
            ? [new TokenEvent.Suspended(TokenActor.Network, "counter used by two devices") { Token = token.TokenId }]
            : [];
    }

    private static string ApprovalCode(long sequence) =>
        (sequence % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    private static string NetworkReference(long sequence) =>
        "T" + sequence.ToString("D14", CultureInfo.InvariantCulture);
}
