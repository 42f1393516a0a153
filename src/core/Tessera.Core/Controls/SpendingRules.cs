using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core.Controls;

// What controls say about one payment. Every set that applies is asked: the issuer's for the account, the issuer's and
// the holder's for the token. The first refusal in order of precedence is the answer.
internal static class SpendingRules
{
    private static readonly ControlOwner[] Owners = [ControlOwner.Issuer, ControlOwner.Holder];

    // Default where nothing stands against it. A payer whose card is not known here has no controls here.
    public static PaymentRefusal First(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer)
    {
        var refusal = default(PaymentRefusal);
        foreach (var set in Applying(state, payer))
        {
            var next = First(state, envelope, command, set);
            refusal = next != default && (refusal == default || next < refusal) ? next : refusal;
        }

        return refusal != default ? refusal : FirstOfStepUp(state, envelope.At, command, payer);
    }

    // What the decision means for step-ups: a cardholder is asked, or a confirmation is used up.
    public static CoreEvent[] After(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, Payer? payer, PaymentRefusal refusal)
    {
        if (payer is not { Card: { } card } paying
            || refusal is not (default(PaymentRefusal) or PaymentRefusal.StepUpRequired))
        {
            return [];
        }

        var minutes = StepUpMinutes(state, command, paying);
        var known = minutes == 0 ? null : state.Controls.FindStepUp(KeyOf(state, command, paying));
        var isLive = known is not null && known.ExpiresAt > envelope.At;
        if (refusal == default)
        {
            return isLive && known!.State == StepUpState.Confirmed
                ? [new ControlsEvent.StepUpUsed(known.Id, command.Payment)]
                : [];
        }

        return isLive && known!.State == StepUpState.Asked
            ? []
            : [new ControlsEvent.StepUpAsked(Asked(state, envelope.At, command, paying, card, minutes))];
    }

    // Counts an event on a payment for its account and, where one paid, its token. Limits are in the account's
    // currency; a presentment in another one waits for the issuer's decision and is beside them.
    public static void Count(ShardState state, Payment? before, Payment after)
    {
        var row = 0;
        var isToken = !after.Token.IsNone && state.Tokens.TryFind(after.Token, out row);
        var cardId = after.Card.IsNone && isToken ? new CardId(state.Tokens[row].Card) : after.Card;
        if (cardId.IsNone || state.Cards.FindCard(cardId) is not { } card)
        {
            return;
        }

        var account = state.Cards.FindAccount(card.Account)!;
        if (account.CurrencyNumber != after.CurrencyNumber)
        {
            return;
        }

        state.Controls.Count(before, after, (ControlTarget.Account, account.Id.Value, ControlState.RowOf(account)));
        if (isToken)
        {
            state.Controls.Count(before, after, (ControlTarget.Token, after.Token.Value, row));
        }
    }

    private static IEnumerable<ControlSet> Applying(ShardState state, Payer payer)
    {
        if (payer.CardAccount is not { } account)
        {
            yield break;
        }

        var ofAccount = state.Controls.Find(ControlKey.Of(account.Id));
        if (!ofAccount.IsEmpty)
        {
            yield return new ControlSet(
                ofAccount, ControlTarget.Account, account.Id.Value, ControlState.RowOf(account));
        }

        if (!payer.IsToken)
        {
            yield break;
        }

        var token = state.Tokens[payer.TokenRow].TokenId;
        foreach (var owner in Owners)
        {
            var ofToken = state.Controls.Find(ControlKey.Of(token, owner));
            if (!ofToken.IsEmpty)
            {
                yield return new ControlSet(ofToken, ControlTarget.Token, token.Value, payer.TokenRow);
            }
        }
    }

    private static PaymentRefusal First(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in ControlSet set)
    {
        var (controls, facts) = (set.Controls, command.Facts);
        if ((controls.RefusedChannels & ChannelOf(command.EntryMode)) != SpendingChannels.None)
        {
            return PaymentRefusal.ChannelRefused;
        }

        if (!IsAllowed(facts.CategoryCode, controls.AllowedCategories, controls.RefusedCategories))
        {
            return PaymentRefusal.CategoryRefused;
        }

        if (!IsAllowed(facts.Country, controls.AllowedCountries, controls.RefusedCountries))
        {
            return PaymentRefusal.CountryRefused;
        }

        return FirstOfLimits(state.Controls, envelope.At, command.AmountMinor, set);
    }

    private static PaymentRefusal FirstOfLimits(
        ControlState state, Timestamp at, long amountMinor, in ControlSet set)
    {
        var controls = set.Controls;
        var used = state.UsageOf(set.Target, set.Row, at);
        return controls switch
        {
            _ when Exceeds(amountMinor, controls.PaymentLimitMinor) => PaymentRefusal.PaymentLimitExceeded,
            _ when Exceeds(used.DayMinor + amountMinor, controls.DayLimitMinor) => PaymentRefusal.DayLimitExceeded,
            _ when Exceeds(used.DayCount + 1, controls.DayLimitCount) => PaymentRefusal.DayCountExceeded,
            _ when Exceeds(used.MonthMinor + amountMinor, controls.MonthLimitMinor) =>
                PaymentRefusal.MonthLimitExceeded,
            _ when Exceeds(used.MonthCount + 1, controls.MonthLimitCount) => PaymentRefusal.MonthCountExceeded,
            _ when controls.VelocityCount > 0 && IsTooFast(state, at, set) => PaymentRefusal.TooManyInShortTime,
            _ => default,
        };
    }

    private static bool IsTooFast(ControlState state, Timestamp at, in ControlSet set)
    {
        var since = at.Plus(-TimeSpan.FromMinutes(set.Controls.VelocityMinutes));
        return state.CountSince(set.Target, set.Id, since) >= set.Controls.VelocityCount;
    }

    private static bool Exceeds(long value, long limit) => limit > 0 && value > limit;

    private static bool IsAllowed(ushort number, ushort[] allowed, ushort[] refused) =>
        !refused.Contains(number) && (allowed.Length == 0 || allowed.Contains(number));

    private static SpendingChannels ChannelOf(EntryMode mode) => mode switch
    {
        EntryMode.ContactlessChip => SpendingChannels.Contactless,
        EntryMode.ContactChip => SpendingChannels.Contact,
        EntryMode.InApp => SpendingChannels.InApp,
        EntryMode.ContactlessMagstripe => SpendingChannels.Magstripe,
        EntryMode.CardOnFile => SpendingChannels.OnFile,
        _ => SpendingChannels.None,
    };

    private static PaymentRefusal FirstOfStepUp(
        ShardState state, Timestamp at, PaymentCommand.Authorise command, in Payer payer)
    {
        if (StepUpMinutes(state, command, payer) == 0)
        {
            return default;
        }

        var stepUp = state.Controls.FindStepUp(KeyOf(state, command, payer));
        var isLive = stepUp is not null && stepUp.ExpiresAt > at;
        return (isLive ? stepUp!.State : default) switch
        {
            StepUpState.Confirmed => default,
            StepUpState.Refused => PaymentRefusal.StepUpRefused,
            _ => PaymentRefusal.StepUpRequired,
        };
    }

    // Zero where no set asks for the cardholder's word.
    private static int StepUpMinutes(ShardState state, PaymentCommand.Authorise command, in Payer payer)
    {
        foreach (var set in Applying(state, payer))
        {
            var controls = set.Controls;
            if (Exceeds(command.AmountMinor, controls.StepUpAboveMinor)
                || controls.StepUpCategories.Contains(command.Facts.CategoryCode)
                || (controls.IsStepUpAbroad && IsAbroad(state.Directory, command.Facts)))
            {
                return controls.StepUpMinutes;
            }
        }

        return 0;
    }

    private static bool IsAbroad(DirectoryState directory, PaymentFacts facts) =>
        directory.FindParticipant(new BookId(facts.IssuerBook)) is not { } issuer || issuer.Country != facts.Country;

    private static StepUpKey KeyOf(ShardState state, PaymentCommand.Authorise command, in Payer payer) => new(
        payer.IsToken ? state.Tokens[payer.TokenRow].Id : payer.Card!.Id.Value,
        command.Facts.Merchant, command.AmountMinor, command.Currency.Number);

    private static StepUp Asked(
        ShardState state, Timestamp at, PaymentCommand.Authorise command, in Payer payer, Card card, int minutes) =>
        new(
            command.Payment,
            card.Account,
            payer.IsToken ? state.Tokens[payer.TokenRow].TokenId : default,
            payer.IsToken ? default : card.Id,
            command.Facts.Merchant,
            command.AmountMinor,
            command.Currency.Number,
            command.Facts.IssuerBook,
            at,
            at.Plus(TimeSpan.FromMinutes(minutes)),
            minutes,
            StepUpState.Asked,
            command.Facts.OutsideTerminal?.MerchantName ?? "");
}
