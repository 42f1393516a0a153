using System.Collections.Frozen;
using System.Text;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;

namespace Tessera.Core;

// The one place that says how a refusal reads outside. A test walks every code of every enum through it.
public static class RefusalTable
{
    private const RefusalAdvice Never = RefusalAdvice.DoNotTryAgain;
    private const RefusalAdvice Later = RefusalAdvice.TryAgainLater;
    private const RefusalAdvice Correct = RefusalAdvice.CorrectAndTryAgain;
    private const RefusalAdvice OtherCard = RefusalAdvice.UseAnotherCard;
    private const RefusalAdvice Verify = RefusalAdvice.VerifyAndTryAgain;

    private static readonly FrozenDictionary<ushort, RefusalRow> Rows =
        Commands().Concat(DirectoryRows()).Concat(CardRows()).Concat(ActivationRows()).Concat(TokenRows())
            .Concat(PaymentRejections()).Concat(PaymentDeclines()).Concat(IssuerAnswers())
            .Concat(PaymentActs()).Concat(ClearingActs()).Concat(SettlementRows())
            .Concat(ControlsDeclines()).Concat(ControlsRows())
            .ToFrozenDictionary(row => row.Refusal.Number);

    public static IEnumerable<RefusalRow> All => Rows.Values.OrderBy(row => row.Refusal.Number);

    public static RefusalRow Of(Refusal refusal) => Rows.TryGetValue(refusal.Number, out var row)
        ? row
        : new RefusalRow(refusal, "unknown", "96", 500, Later, "SYSTEM ERROR", "The refusal has no row.");

    private static RefusalRow[] Commands() =>
    [
        Row(CommandRefusal.CommandIdReused, "94", 422, Correct, "DUPLICATE",
            "The idempotency key was used for another request."),
        Row(CommandRefusal.TotalTooGreat, "13", 422, Never, "INVALID AMOUNT",
            "A total of an account would grow beyond what it can hold."),
    ];

    private static RefusalRow[] DirectoryRows() =>
    [
        Row(DirectoryRefusal.RecordInvalid, "30", 422, Correct, "FORMAT ERROR",
            "A member of the record is missing or outside its range."),
        Row(DirectoryRefusal.AlreadyRegistered, "94", 409, Correct, "DUPLICATE",
            "The id, book, code or number is taken."),
        Row(DirectoryRefusal.ParticipantUnknown, "92", 404, Correct, "NO ROUTE", "No participant has this id or book."),
        Row(DirectoryRefusal.MerchantUnknown, "03", 404, Correct, "INVALID MERCHANT", "No merchant has this id."),
        Row(DirectoryRefusal.TerminalUnknown, "03", 404, Correct, "INVALID TERMINAL", "No terminal has this code."),
        Row(DirectoryRefusal.RangeUnknown, "14", 404, OtherCard, "INVALID CARD",
            "No account range covers this number."),
        Row(DirectoryRefusal.RequestorUnknown, "92", 404, Correct, "NO ROUTE", "No token requestor has this number."),
        Row(DirectoryRefusal.ApiKeyUnknown, "58", 404, Correct, "NOT PERMITTED", "No API key has this id."),
        Row(DirectoryRefusal.VersionNotNewer, "30", 409, Correct, "FORMAT ERROR",
            "The version is not higher than the one in force."),
        Row(DirectoryRefusal.EffectiveInPast, "30", 422, Correct, "FORMAT ERROR",
            "The date lies before the present business date."),
    ];

    private static RefusalRow[] CardRows() =>
    [
        Row(CardRefusal.RecordInvalid, "30", 422, Correct, "FORMAT ERROR",
            "A member of the record is missing or outside its range."),
        Row(CardRefusal.AlreadyRegistered, "94", 409, Correct, "DUPLICATE",
            "The card or account is registered already."),
        Row(CardRefusal.IssuerUnknown, "92", 404, Correct, "NO ROUTE", "No issuer owns this book."),
        Row(CardRefusal.AccountUnknown, "14", 404, Correct, "INVALID ACCOUNT", "No account has this id."),
        Row(CardRefusal.CardUnknown, "14", 404, Correct, "INVALID CARD", "No card has this id."),
        Row(CardRefusal.AccountIsClosed, "14", 409, OtherCard, "ACCOUNT CLOSED", "The account is closed."),
        Row(CardRefusal.CardIsClosed, "14", 409, OtherCard, "CARD CLOSED", "The card is closed for good."),
        Row(CardRefusal.CurrencyDiffers, "12", 422, Correct, "WRONG CURRENCY", "The account has another currency."),
        Row(CardRefusal.BooksAreOutside, "57", 409, Never, "NOT PERMITTED",
            "The issuer keeps the money of this account in its own books."),
        Row(CardRefusal.NothingNew, "12", 422, Correct, "FORMAT ERROR",
            "A re-issued card has another number or a higher sequence number."),
        Row(CardRefusal.SameAccount, "12", 422, Correct, "SAME ACCOUNT", "A transfer has two accounts."),
        Row(CardRefusal.AccountsNotAlike, "12", 422, Correct, "NOT PERMITTED",
            "The two accounts are of one issuer and of one kind."),
        Row(CardRefusal.InsufficientFunds, "51", 402, Later, "NO FUNDS",
            "The amount is more than the account has available."),
        Row(CardRefusal.AmountNotPositive, "13", 422, Correct, "INVALID AMOUNT", "The amount is not within its range."),
    ];

    private static RefusalRow[] ActivationRows() =>
    [
        Row(ActivationRefusal.RecordInvalid, "30", 422, Correct, "FORMAT ERROR",
            "A member of the record is missing or outside its range."),
        Row(ActivationRefusal.DeviceUnknown, "14", 404, Correct, "UNKNOWN DEVICE", "No device has this id."),
        Row(ActivationRefusal.CardUnknown, "14", 404, Correct, "INVALID CARD", "No card has this id."),
        Row(ActivationRefusal.RequestorUnknown, "92", 404, Correct, "NO ROUTE", "No token requestor has this number."),
        Row(ActivationRefusal.ProvisioningUnknown, "25", 404, Correct, "NOT FOUND", "No provisioning has this id."),
        Row(ActivationRefusal.AlreadyRegistered, "94", 409, Correct, "DUPLICATE", "The id is in use."),
        Row(ActivationRefusal.DeviceDiffers, "58", 403, Never, "NOT PERMITTED",
            "The provisioning belongs to another device."),
        Row(ActivationRefusal.DeviceIsLost, "41", 409, Never, "LOST DEVICE", "The device is reported lost."),
        Row(ActivationRefusal.CardNotEligible, "62", 409, OtherCard, "NOT ELIGIBLE",
            "The card is blocked, closed or expired."),
        Row(ActivationRefusal.NoTokenRange, "57", 409, OtherCard, "NOT ELIGIBLE",
            "This wallet has no tokens for cards of this issuer."),
        Row(ActivationRefusal.StepOutOfOrder, "12", 409, Correct, "WRONG STEP",
            "The provisioning is not at this step."),
        Row(ActivationRefusal.DeclinedByIssuer, "05", 409, OtherCard, "DECLINED", "The issuer declined the request."),
        Row(ActivationRefusal.CodeNotIssued, "12", 409, Correct, "WRONG STEP", "No one-time code is out."),
        Row(ActivationRefusal.CodeExpired, "54", 409, Correct, "CODE EXPIRED",
            "The one-time code has expired: ask for another."),
        Row(ActivationRefusal.CodeWrong, "55", 422, Correct, "WRONG CODE", "The one-time code is wrong."),
        Row(ActivationRefusal.CodeLocked, "75", 409, Never, "CODE LOCKED",
            "Too many wrong codes: the request is declined."),
        Row(ActivationRefusal.TooManyCodes, "75", 409, Never, "CODE LOCKED",
            "No further code is sent for this request."),
        Row(ActivationRefusal.MakerIsChecker, "58", 403, Never, "NOT PERMITTED",
            "Maker and checker must be two people."),
        Row(ActivationRefusal.ChannelTooFresh, "62", 409, Never, "NOT PERMITTED",
            "The app or the number is too new to prove who the cardholder is."),
        Row(ActivationRefusal.MethodNotEnough, "62", 409, Correct, "NOT PERMITTED",
            "This path asks for the issuer's desk."),
        Row(ActivationRefusal.NoFreeNumber, "91", 503, Later, "TRY AGAIN", "No drawn token number was free."),
    ];

    private static RefusalRow[] TokenRows() =>
    [
        Row(TokenRefusal.TokenUnknown, "14", 404, Correct, "INVALID CARD", "No token has this id."),
        Row(TokenRefusal.TokenIsDeleted, "14", 409, OtherCard, "TOKEN DELETED", "The token is deleted for good."),
        Row(TokenRefusal.ActorMayNot, "58", 403, Never, "NOT PERMITTED", "This party may not move the token so."),
        Row(TokenRefusal.TokenIsInactive, "78", 409, Correct, "NOT ACTIVE", "The token was never activated."),
        Row(TokenRefusal.AlreadySuspended, "94", 409, Correct, "DUPLICATE",
            "This party has suspended the token already."),
        Row(TokenRefusal.NotSuspendedByActor, "12", 409, Correct, "WRONG STEP",
            "This party has no suspension to lift."),
        Row(TokenRefusal.TokenIsSuspended, "62", 409, Correct, "SUSPENDED", "The token is suspended."),
        Row(TokenRefusal.KeysAreForLife, "12", 409, Never, "WRONG STEP", "The token's keys are never replaced."),
        Row(TokenRefusal.KeyProofWrong, "63", 403, Correct, "SECURITY",
            "The device did not prove that it has the key."),
        Row(TokenRefusal.KeyNumberWrong, "12", 409, Correct, "WRONG STEP",
            "The key is not the one after the key in use."),
    ];

    private static RefusalRow[] PaymentRejections() =>
    [
        Row(PaymentRefusal.AmountInvalid, "13", 422, Correct, "INVALID AMOUNT", "The amount is not within its range."),
        Row(PaymentRefusal.CurrencyUnknown, "12", 422, Correct, "WRONG CURRENCY", "The currency is not known."),
        Row(PaymentRefusal.AlreadyRegistered, "94", 409, Correct, "DUPLICATE",
            "The id or the trace of the message is in use."),
        Row(PaymentRefusal.PaymentUnknown, "25", 404, Correct, "NOT FOUND",
            "The merchant has no payment with this id."),
        Row(PaymentRefusal.TooManyWrongCryptograms, "63", 429, Later, "TRY LATER",
            "The terminal sent too many wrong cryptograms."),
    ];

    private static RefusalRow[] PaymentDeclines() =>
    [
        Row(PaymentRefusal.ReversedBeforeArrival, "94", 402, Never, "REVERSED",
            "The payment was reversed before it came."),
        Row(PaymentRefusal.MerchantRefusesSystem, "57", 402, OtherCard, "NOT ACCEPTED",
            "The merchant does not take this payment system."),
        Row(PaymentRefusal.TokenUnknown, "14", 402, OtherCard, "INVALID CARD", "No token has this number."),
        Row(PaymentRefusal.CryptogramWrong, "82", 402, Never, "DECLINED", "The cryptogram is wrong."),
        Row(PaymentRefusal.CounterUsed, "82", 402, Never, "DECLINED",
            "The transaction counter was used before: a replay."),
        Row(PaymentRefusal.CounterExhausted, "54", 402, OtherCard, "RENEW TOKEN", "The token's counter is exhausted."),
        Row(PaymentRefusal.CounterJump, "05", 402, Later, "TRY AGAIN", "The transaction counter jumped too far."),
        Row(PaymentRefusal.TokenIsDeleted, "14", 402, OtherCard, "INVALID CARD", "The token is deleted."),
        Row(PaymentRefusal.TokenIsInactive, "78", 402, OtherCard, "NOT ACTIVE", "The token was never activated."),
        Row(PaymentRefusal.TokenIsSuspended, "62", 402, OtherCard, "SUSPENDED", "The token is suspended."),
        Row(PaymentRefusal.TokenExpired, "54", 402, OtherCard, "EXPIRED", "The token has expired."),
        Row(PaymentRefusal.CredentialInvalid, "82", 402, Never, "DECLINED",
            "The device credential is unknown, used up or expired."),
        Row(PaymentRefusal.DomainNotAllowed, "57", 402, OtherCard, "NOT PERMITTED",
            "The token may not be used in this way."),
        Row(PaymentRefusal.CoveredDataDiffer, "82", 402, Never, "DECLINED",
            "The message differs from what the cryptogram covers."),
        Row(PaymentRefusal.ApplicationDiffers, "57", 402, Never, "NOT PERMITTED",
            "The card application does not belong to the number."),
        Row(PaymentRefusal.CardNotActive, "62", 402, OtherCard, "CARD BLOCKED", "The card is blocked or closed."),
        Row(PaymentRefusal.VerificationRequired, "65", 402, Verify, "SEE PHONE",
            "The cardholder must be verified on the device."),
        Row(PaymentRefusal.CurrencyNotSupported, "57", 402, OtherCard, "WRONG CURRENCY",
            "The card account or the merchant has another currency."),
        Row(PaymentRefusal.InsufficientFunds, "51", 402, OtherCard, "NO FUNDS", "The available amount is not enough."),
        Row(PaymentRefusal.CardUnknown, "14", 402, OtherCard, "INVALID CARD", "No card has this number."),
        Row(PaymentRefusal.CardReplaced, "54", 402, OtherCard, "USE NEW CARD",
            "The card was re-issued: this plastic pays no more."),
        Row(PaymentRefusal.RelaySuspected, "59", 402, Later, "HOLD CARD CLOSER",
            "The card was further away from the terminal than it may be."),
        Row(PaymentRefusal.MagstripeNotAllowed, "57", 402, OtherCard, "NOT PERMITTED",
            "The number takes no payments in mag-stripe mode."),
        Row(PaymentRefusal.NotForSenderToSay, "58", 402, Never, "NOT PERMITTED",
            "The sender vouches for what is not its to decide."),
        Row(PaymentRefusal.CardExpired, "54", 402, OtherCard, "EXPIRED", "The card has expired."),
    ];

    private static RefusalRow[] IssuerAnswers() =>
    [
        Row(PaymentRefusal.InAppTooOld, "05", 402, Correct, "TRY AGAIN",
            "The in-app cryptogram is not of the last five minutes."),
        Row(PaymentRefusal.IssuerDeclined, "05", 402, OtherCard, "DECLINED", "The issuer declined."),
        Row(PaymentRefusal.IssuerNoFunds, "51", 402, OtherCard, "NO FUNDS",
            "The issuer declined: the available amount is not enough."),
        Row(PaymentRefusal.IssuerCardExpired, "54", 402, OtherCard, "EXPIRED",
            "The issuer declined: the card has expired."),
        Row(PaymentRefusal.IssuerNotPermitted, "57", 402, OtherCard, "NOT PERMITTED",
            "The issuer does not permit this use of the card."),
        Row(PaymentRefusal.IssuerLimitExceeded, "61", 402, OtherCard, "OVER LIMIT",
            "The issuer declined: a limit is exceeded."),
        Row(PaymentRefusal.IssuerRestricted, "62", 402, OtherCard, "CARD BLOCKED",
            "The issuer declined: the card is restricted."),
        Row(PaymentRefusal.IssuerVerificationRequired, "65", 402, Verify, "SEE PHONE",
            "The issuer asks for the cardholder's verification."),
        Row(PaymentRefusal.IssuerCardUnknown, "14", 402, OtherCard, "INVALID CARD",
            "The issuer does not know the card."),
        Row(PaymentRefusal.IssuerSecurityViolation, "82", 402, Never, "DECLINED",
            "The issuer found the cryptogram wrong."),
        Row(PaymentRefusal.IssuerUnavailable, "91", 402, Later, "TRY AGAIN",
            "The issuer did not answer and nobody may answer for it."),
    ];

    private static RefusalRow[] PaymentActs() =>
    [
        Row(PaymentRefusal.NetDebitCapReached, "91", 402, OtherCard, "NOT AVAILABLE",
            "The issuer owes as much as it may before it settles."),
        Row(PaymentRefusal.AlreadyVoided, "12", 409, Never, "VOIDED", "The payment is voided."),
        Row(PaymentRefusal.AlreadyReversed, "12", 409, Never, "REVERSED", "The payment is reversed."),
        Row(PaymentRefusal.AuthorisationExpired, "54", 409, Never, "EXPIRED", "The authorisation has expired."),
        Row(PaymentRefusal.AlreadyCaptured, "12", 409, Never, "CAPTURED", "The payment is captured: refund it."),
        Row(PaymentRefusal.CaptureExceedsAuthorised, "13", 422, Correct, "INVALID AMOUNT",
            "The captures would exceed what was authorised."),
        Row(PaymentRefusal.RefundExceedsCaptured, "13", 422, Correct, "INVALID AMOUNT",
            "The refunds would exceed what was captured."),
        Row(PaymentRefusal.RefundTooLate, "54", 409, Never, "TOO LATE", "The time for refunds is over."),
        Row(PaymentRefusal.TooManyParts, "12", 409, Never, "TOO MANY PARTS",
            "The payment was captured, refunded or charged back in as many parts as are allowed."),
        Row(PaymentRefusal.StillRequested, "09", 409, Later, "IN PROGRESS",
            "The issuer's answer is still out: ask again."),
        Row(PaymentRefusal.OriginalUnknown, "25", 404, Never, "NOT FOUND", "The original message is not known."),
    ];

    private static RefusalRow[] ClearingActs() =>
    [
        Row(PaymentRefusal.CaseUnknown, "25", 404, Correct, "NOT FOUND", "No open case has this id."),
        Row(PaymentRefusal.OutcomeInvalid, "12", 422, Correct, "WRONG STEP",
            "A case is closed as accepted or as collected."),
        Row(PaymentRefusal.FeesInvalid, "30", 422, Correct, "FORMAT ERROR",
            "The fees are negative, or not the sender's to say."),
        Row(PaymentRefusal.ChargebackUnknown, "25", 404, Correct, "NOT FOUND", "No chargeback has this id."),
        Row(PaymentRefusal.ChargebackExceedsCaptured, "13", 422, Correct, "INVALID AMOUNT",
            "The amount is more than what was captured, is not refunded and was never charged back."),
        Row(PaymentRefusal.ChargebackTooLate, "54", 409, Never, "TOO LATE", "The time for chargebacks is over."),
        Row(PaymentRefusal.ChargebackStepWrong, "12", 409, Never, "WRONG STEP",
            "It is another party's turn, or the chargeback is closed."),
        Row(PaymentRefusal.DeadlinePassed, "54", 409, Never, "TOO LATE", "The deadline of this step has passed."),
        Row(PaymentRefusal.EvidenceMissing, "30", 422, Correct, "FORMAT ERROR",
            "A representment names its evidence in 1 to 100 characters."),
    ];

    private static RefusalRow[] SettlementRows() =>
    [
        Row(SettlementRefusal.WindowAlreadyClosed, "12", 409, Never, "CLOSED", "The window is closed already."),
        Row(SettlementRefusal.WindowNotDue, "12", 409, Later, "NOT DUE", "The window's day has not come."),
        Row(SettlementRefusal.OutOfOrder, "12", 409, Correct, "OUT OF ORDER", "An earlier window comes first."),
        Row(SettlementRefusal.WindowNotClosed, "12", 409, Correct, "NOT CLOSED", "The window is not closed."),
        Row(SettlementRefusal.AlreadySettled, "94", 409, Never, "DUPLICATE", "It is settled already."),
        Row(SettlementRefusal.PayoutUnknown, "25", 404, Correct, "NOT FOUND", "No payout has this id."),
        Row(SettlementRefusal.AmountDiffers, "13", 422, Correct, "INVALID AMOUNT",
            "The amount differs from what was instructed."),
        Row(SettlementRefusal.CapInvalid, "30", 422, Correct, "FORMAT ERROR",
            "A cap is not negative and its alarm lies within 1 to 10000 basis points."),
        Row(SettlementRefusal.ParticipantUnknown, "92", 404, Correct, "NO ROUTE", "No participant has this book."),
    ];

    private static RefusalRow[] ControlsDeclines() =>
    [
        Row(PaymentRefusal.ChannelRefused, "57", 402, OtherCard, "NOT PERMITTED",
            "Payments of this kind are switched off for the card or token."),
        Row(PaymentRefusal.CategoryRefused, "57", 402, OtherCard, "NOT PERMITTED",
            "Shops of this category are switched off for the card or token."),
        Row(PaymentRefusal.CountryRefused, "62", 402, OtherCard, "NOT PERMITTED",
            "Payments in this country are switched off for the card or token."),
        Row(PaymentRefusal.PaymentLimitExceeded, "61", 402, OtherCard, "OVER LIMIT",
            "The amount is above the limit of one payment."),
        Row(PaymentRefusal.DayLimitExceeded, "61", 402, OtherCard, "OVER DAY LIMIT",
            "The amount is above what is left of the day's limit."),
        Row(PaymentRefusal.DayCountExceeded, "65", 402, OtherCard, "OVER DAY LIMIT",
            "The day's number of payments is used up."),
        Row(PaymentRefusal.MonthLimitExceeded, "61", 402, OtherCard, "OVER MONTH LIMIT",
            "The amount is above what is left of the month's limit."),
        Row(PaymentRefusal.MonthCountExceeded, "65", 402, OtherCard, "OVER MONTH LIMIT",
            "The month's number of payments is used up."),
        Row(PaymentRefusal.TooManyInShortTime, "65", 402, Later, "TRY LATER",
            "Too many payments in a short time."),
        Row(PaymentRefusal.StepUpRefused, "59", 402, Never, "DECLINED", "The cardholder did not know the payment."),
        Row(PaymentRefusal.StepUpRequired, "1A", 402, Verify, "CONFIRM IN APP",
            "The cardholder must confirm in the issuer's app, then try again."),
    ];

    private static RefusalRow[] ControlsRows() =>
    [
        Row(ControlsRefusal.RecordInvalid, "30", 422, Correct, "FORMAT ERROR",
            "A limit, count or list is outside its range, or this party has no say in it."),
        Row(ControlsRefusal.AccountUnknown, "14", 404, Correct, "INVALID ACCOUNT", "No account has this id."),
        Row(ControlsRefusal.TokenUnknown, "14", 404, Correct, "INVALID CARD", "No token has this id."),
        Row(ControlsRefusal.StepUpUnknown, "25", 404, Correct, "NOT FOUND", "No payment waits under this id."),
        Row(ControlsRefusal.StepUpNotOpen, "12", 409, Never, "NOT OPEN",
            "The step-up was answered before, or its time is over."),
    ];

    private static RefusalRow Row<TRefusal>(
        TRefusal refusal, string de39, int httpStatus, RefusalAdvice advice, string terminalText, string title)
        where TRefusal : struct, Enum =>
        new(Refusal.FromNumber(Convert.ToUInt16(refusal, System.Globalization.CultureInfo.InvariantCulture)),
            SnakeCase(refusal.ToString()), de39, httpStatus, advice, terminalText, title);

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
