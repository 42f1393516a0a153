using System.Globalization;
using Tessera.Core.Cards;
using Tessera.Core.Tokens;

namespace Tessera.Core.Payments;

// The authorisation decision: token, cryptogram verdict, counter, domain, covered data, verification, funds, in the
// order of PaymentRefusal. A decline is decided too and moves the same counters.
public static class AuthorisationRules
{
    public const long GreatestAmountMinor = 1_000_000_000_000;

    private const ushort LastCounter = ushort.MaxValue;

    public static Decision Decide(ShardState state, Envelope envelope, PaymentCommand.Authorise command)
    {
        if (command.AmountMinor is <= 0 or > GreatestAmountMinor)
        {
            return Decision.Rejected(PaymentRefusal.AmountInvalid);
        }

        if (!command.Currency.IsKnown)
        {
            return Decision.Rejected(PaymentRefusal.CurrencyUnknown);
        }

        if (state.Payments.Find(command.Payment) is not null
            || state.Payments.FindByTrace(command.TraceKey) is not null)
        {
            return Decision.Rejected(PaymentRefusal.AlreadyRegistered);
        }

        if (!state.Tokens.TryFind(command.Number, out var row))
        {
            return Decline(envelope, command, FirstWithoutToken(state, command), default, isConsumed: false);
        }

        ref readonly var token = ref state.Tokens[row];
        var refusal = First(state, envelope, command, row);
        return refusal == default
            ? Approve(state, envelope, command, token)
            : Decline(envelope, command, refusal, token, IsConsumed(command, token, refusal));
    }

    private static PaymentRefusal FirstWithoutToken(ShardState state, PaymentCommand.Authorise command) =>
        FirstOfMessage(state, command) is var refusal and not default(PaymentRefusal)
            ? refusal
            : PaymentRefusal.TokenUnknown;

    private static PaymentRefusal FirstOfMessage(ShardState state, PaymentCommand.Authorise command)
    {
        if (state.Payments.IsReversedBeforeArrival(command.TraceKey))
        {
            return PaymentRefusal.ReversedBeforeArrival;
        }

        return command.Facts.MerchantAccepts ? default : PaymentRefusal.MerchantRefusesSystem;
    }

    private static PaymentRefusal First(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, int row)
    {
        ref readonly var token = ref state.Tokens[row];
        var refusal = FirstOfMessage(state, command);
        refusal = refusal != default ? refusal : FirstOfCryptogram(command, token);
        refusal = refusal != default ? refusal : FirstOfToken(state.Tokens, envelope, command, row);
        refusal = refusal != default ? refusal : FirstOfCoveredData(envelope, command);
        return refusal != default ? refusal : FirstOfFunding(state, command, token);
    }

    private static PaymentRefusal FirstOfCryptogram(PaymentCommand.Authorise command, in TokenRow token)
    {
        var verdict = command.Verdict;
        if (!verdict.IsValid)
        {
            return PaymentRefusal.CryptogramWrong;
        }

        if (token.IsUsed(verdict.Atc))
        {
            return PaymentRefusal.CounterUsed;
        }

        if (verdict.Atc == LastCounter || (token.IsAtcUsed != 0 && token.AtcHighest == LastCounter))
        {
            return PaymentRefusal.CounterExhausted;
        }

        return verdict.Atc - token.AtcHighest > command.Facts.Policy.MaximumAtcJump
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

        var domain = command.EntryMode == EntryMode.ContactlessChip ? TokenDomains.Contactless : TokenDomains.InApp;
        return token.Domains.HasFlag(domain) ? default : PaymentRefusal.DomainNotAllowed;
    }

    private static PaymentRefusal FirstOfCoveredData(Envelope envelope, PaymentCommand.Authorise command)
    {
        var verdict = command.Verdict;
        if (verdict.AmountMinor != command.AmountMinor || verdict.Currency != command.Currency
            || verdict.UnpredictableNumber != command.UnpredictableNumber || !IsNear(verdict.Date, envelope.At))
        {
            return PaymentRefusal.CoveredDataDiffer;
        }

        return command.ApplicationId.StartsWith(command.Facts.ApplicationPrefix, StringComparison.OrdinalIgnoreCase)
            ? default
            : PaymentRefusal.ApplicationDiffers;
    }

    private static PaymentRefusal FirstOfFunding(
        ShardState state, PaymentCommand.Authorise command, in TokenRow token)
    {
        var card = state.Cards.FindCard(new CardId(token.Card))!;
        var account = state.Cards.FindAccount(card.Account)!;
        if (card.Status != CardStatus.Active || account.IsClosed)
        {
            return PaymentRefusal.CardNotActive;
        }

        if (command.Verdict.Verification == CardholderVerification.None && NeedsVerification(command))
        {
            return PaymentRefusal.VerificationRequired;
        }

        if (account.CurrencyNumber != command.Currency.Number
            || command.Facts.CurrencyNumber != command.Currency.Number)
        {
            return PaymentRefusal.CurrencyNotSupported;
        }

        return state.Ledger.AvailableMinor(new AccountId(token.Account)) < command.AmountMinor
            ? PaymentRefusal.InsufficientFunds
            : default;
    }

    private static bool NeedsVerification(PaymentCommand.Authorise command)
    {
        var policy = command.Facts.Policy;
        return command.Currency.Number != policy.CvmCurrencyNumber || command.AmountMinor > policy.CvmLimitMinor;
    }

    // The terminal's date may be a day off (time zones, midnight), no more.
    private static bool IsNear(int yearMonthDay, Timestamp at)
    {
        var (yearMonth, day) = Math.DivRem(yearMonthDay, 100);
        var (year, month) = Math.DivRem(yearMonth, 100);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month))
        {
            return false;
        }

        return Math.Abs(new DateOnly(2000 + year, month, day).DayNumber - at.Date.DayNumber) <= 1;
    }

    // A genuine cryptogram spends its counter whatever the decision; a replay or a wrong one does not.
    private static bool IsConsumed(PaymentCommand.Authorise command, in TokenRow token, PaymentRefusal refusal) =>
        command.Verdict.IsValid && refusal != PaymentRefusal.CounterUsed && !token.IsUsed(command.Verdict.Atc);

    private static Decision Approve(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in TokenRow token)
    {
        var sequence = state.Payments.AuthorisedCount + 1;
        var facts = command.Facts;
        var funding = new AccountId(token.Account);
        var payment = new Payment
        {
            Id = command.Payment,
            TraceKey = command.TraceKey,
            Facts = facts,
            State = PaymentState.Authorised,
            Token = token.TokenId,
            FundingAccount = funding,
            CurrencyNumber = command.Currency.Number,
            AuthorisedMinor = command.AmountMinor,
            HeldMinor = command.AmountMinor,
            AuthorisedAt = envelope.At,
            HoldExpiresAt = envelope.At.Plus(TimeSpan.FromDays(facts.Policy.HoldDays)),
            Atc = command.Verdict.Atc,
            EntryMode = command.EntryMode,
            Verification = command.Verdict.Verification,
            TraceNumber = command.TraceNumber,
            LastFour = command.Number.LastFour,
            AcquirerLeg = Leg(facts.AcquirerBook, command.RetrievalReference, command.AmountMinor),
            NetworkLeg = Leg(facts.NetworkBook, NetworkReference(sequence), command.AmountMinor),
            FundingLeg = Leg(facts.IssuerBook, ApprovalCode(sequence), command.AmountMinor),
        };
        var hold = new PostingList(facts.IsHere).Add(
            PostingKind.Hold, funding, PaymentAccounts.IssuerDueToNetwork(payment), command.AmountMinor);
        return Decision.Decided(
            Reply.PaymentDecided.Of(payment),
            new PaymentEvent.Authorised(payment, command.Verdict.KeyId, hold.ToArray()));
    }

    private static Decision Decline(
        Envelope envelope, PaymentCommand.Authorise command, PaymentRefusal refusal, in TokenRow token, bool isConsumed)
    {
        var isBad = refusal == PaymentRefusal.CryptogramWrong;
        var declined = new PaymentEvent.Declined
        {
            Payment = command.Payment,
            RefusalNumber = (ushort)refusal,
            Token = token.TokenId,
            Merchant = command.Facts.Merchant,
            Terminal = command.Facts.Terminal,
            PaymentSystem = command.Facts.PaymentSystem,
            AmountMinor = command.AmountMinor,
            CurrencyNumber = command.Currency.Number,
            Atc = command.Verdict.Atc,
            KeyId = command.Verdict.KeyId,
            IsCounterConsumed = isConsumed,
            IsBadCryptogram = isBad,
            EntryMode = command.EntryMode,
            TraceNumber = command.TraceNumber,
            AcquirerBook = command.Facts.AcquirerBook,
            IssuerBook = command.Facts.IssuerBook,
        };
        var events = new List<CoreEvent> { declined };
        if (isBad && token.State == TokenState.Active
            && token.BadCryptograms + 1 >= command.Facts.Policy.MaximumBadCryptograms)
        {
            events.Add(new TokenEvent.Suspended(TokenActor.Network, "wrong cryptograms") { Token = token.TokenId });
        }

        return Decision.Decided(Reply.PaymentDecided.Of(declined, envelope.At, command.Number.LastFour), [.. events]);
    }

    private static PaymentLeg Leg(ushort book, string reference, long amountMinor) =>
        new(book, LegState.Approved, reference, amountMinor);

    private static string ApprovalCode(long sequence) =>
        (sequence % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    private static string NetworkReference(long sequence) =>
        "T" + sequence.ToString("D14", CultureInfo.InvariantCulture);
}
