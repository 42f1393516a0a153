using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core.Controls;

// What controls say about one payment. Every set that applies is asked: the issuer's for the account, the issuer's and
// the holder's for the token. The first refusal in order of precedence is the answer.
internal static class SpendingRules
{
    private static readonly ControlOwner[] Owners = [ControlOwner.Issuer, ControlOwner.Holder];

    // None for a payer whose card is not known here.
    public static IReadOnlyList<ControlSet> Applying(ShardState state, in Payer payer)
    {
        if (!state.Controls.HasControls || payer.CardAccount is not { } account)
        {
            return [];
        }

        var sets = new List<ControlSet>();
        var ofAccount = state.Controls.Find(ControlKey.Of(account.Id));
        if (!ofAccount.IsEmpty)
        {
            sets.Add(new ControlSet(
                ofAccount, ControlTarget.Account, account.Id.Value, ControlState.RowOf(account.Number)));
        }

        if (!payer.IsToken)
        {
            return sets;
        }

        var token = state.Tokens[payer.TokenRow].TokenId;
        foreach (var owner in Owners)
        {
            var ofToken = state.Controls.Find(ControlKey.Of(token, owner));
            if (!ofToken.IsEmpty)
            {
                sets.Add(new ControlSet(ofToken, ControlTarget.Token, token.Value, payer.TokenRow));
            }
        }

        return sets;
    }

    // Default where nothing stands against it.
    public static PaymentRefusal First(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer,
        IReadOnlyList<ControlSet> sets)
    {
        var refusal = default(PaymentRefusal);
        for (var i = 0; i < sets.Count; i++)
        {
            var next = First(state, envelope, command, sets[i]);
            refusal = next != default && (refusal == default || next < refusal) ? next : refusal;
        }

        return refusal != default ? refusal : FirstOfStepUp(state, envelope.At, command, payer, sets);
    }

    // What the decision means for step-ups: a cardholder is asked, or a confirmation is used up.
    public static CoreEvent[] After(
        ShardState state, Envelope envelope, PaymentCommand.Authorise command, in Payer payer, PaymentRefusal refusal,
        IReadOnlyList<ControlSet> sets)
    {
        if (payer.Card is not { } card || refusal is not (default(PaymentRefusal) or PaymentRefusal.StepUpRequired))
        {
            return [];
        }

        var minutes = StepUpMinutes(state, command, sets);
        var known = minutes == 0 ? null : state.Controls.FindStepUp(KeyOf(state, command, payer));
        var isLive = known is not null && known.ExpiresAt > envelope.At;
        if (refusal == default)
        {
            return isLive && known!.State == StepUpState.Confirmed
                ? [new ControlsEvent.StepUpUsed(known.Id, command.Payment)]
                : [];
        }

        return isLive && known!.State == StepUpState.Asked
            ? []
            : [new ControlsEvent.StepUpAsked(Asked(state, envelope.At, command, payer, card, minutes))];
    }

    // Counts an event on a payment for its account and, where one paid, its token. Limits are in the account's
    // currency; a presentment in another one waits for the issuer's decision and is beside them.
    public static void Count(ShardState state, Payment? before, Payment after)
    {
        var funding = after.FundingAccount;
        if (funding.Owner == 0 || funding.Currency != after.Currency)
        {
            return;
        }

        state.Controls.Count(before, after, ControlTarget.Account, ControlState.RowOf(funding.Owner));
        if (!after.Token.IsNone && state.Tokens.TryFind(after.Token, out var row))
        {
            state.Controls.Count(before, after, ControlTarget.Token, row);
        }

        if (before is null && state.Controls.HasVelocities)
        {
            Remember(state, after);
        }
    }

    private static void Remember(ShardState state, Payment payment)
    {
        var card = payment.Card.IsNone && state.Tokens.TryFind(payment.Token, out var row)
            ? state.Tokens.CardOf(row)
            : payment.Card;
        if (state.Cards.FindCard(card) is { } known)
        {
            state.Controls.Remember(ControlTarget.Account, known.Account.Value, payment.AuthorisedAt);
            state.Controls.Remember(ControlTarget.Token, payment.Token.Value, payment.AuthorisedAt);
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
        ShardState state, Timestamp at, PaymentCommand.Authorise command, in Payer payer,
        IReadOnlyList<ControlSet> sets)
    {
        if (StepUpMinutes(state, command, sets) == 0)
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
    private static int StepUpMinutes(
        ShardState state, PaymentCommand.Authorise command, IReadOnlyList<ControlSet> sets)
    {
        for (var i = 0; i < sets.Count; i++)
        {
            var controls = sets[i].Controls;
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
        payer.IsToken ? state.Tokens[payer.TokenRow].Id.Value : payer.Card!.Id.Value,
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
