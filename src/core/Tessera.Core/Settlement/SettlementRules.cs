using Tessera.Core.Directory;

namespace Tessera.Core.Settlement;

public static class SettlementRules
{
    public static Decision Decide(ShardState state, Envelope envelope, SettlementCommand command) => command switch
    {
        SettlementCommand.CloseWindow c => Close(state, envelope, c),
        SettlementCommand.SettleWindow c => Settle(state, c),
        SettlementCommand.ConfirmPayout c => Confirm(state.Settlement, c),
        SettlementCommand.SetNetDebitCap c => SetCap(state.Directory, c),
        _ => throw new InvariantException("every settlement command has its case"),
    };

    private static Decision Close(ShardState state, Envelope envelope, SettlementCommand.CloseWindow command)
    {
        var settlement = state.Settlement;
        if (command.BusinessDate <= settlement.LastClosed)
        {
            return Decision.Rejected(SettlementRefusal.WindowAlreadyClosed);
        }

        if (command.BusinessDate > envelope.At.Date)
        {
            return Decision.Rejected(SettlementRefusal.WindowNotDue);
        }

        if (settlement.HasOpenBefore(command.BusinessDate))
        {
            return Decision.Rejected(SettlementRefusal.OutOfOrder);
        }

        var window = (settlement.FindOpen(command.BusinessDate) ?? new OpenWindow(command.BusinessDate))
            .Close(envelope.At);
        foreach (var currency in window.Positions.GroupBy(position => position.CurrencyNumber))
        {
            Invariant.Check(currency.Sum(position => position.AmountMinor) == 0, "net positions sum to zero");
        }

        LedgerProof.Check(state.Ledger, state.Directory.IsHere);
        PositionProof.Check(state);
        return Decision.Decided(new Reply.WindowClosed(window), new SettlementEvent.WindowClosed(window));
    }

    private static Decision Settle(ShardState state, SettlementCommand.SettleWindow command)
    {
        var settlement = state.Settlement;
        if (settlement.Find(command.BusinessDate) is not { } window)
        {
            return Decision.Rejected(SettlementRefusal.WindowNotClosed);
        }

        if (window.IsSettled)
        {
            return Decision.Rejected(SettlementRefusal.AlreadySettled);
        }

        if (settlement.HasUnsettledBefore(command.BusinessDate))
        {
            return Decision.Rejected(SettlementRefusal.OutOfOrder);
        }

        var settled = new SettlementEvent.WindowSettled(window.BusinessDate, Postings(window, state.Directory));
        var events = new List<CoreEvent> { settled };
        var payouts = new List<MerchantPayout>();
        foreach (var merchant in MerchantRules.Settle(state, window))
        {
            events.Add(new SettlementEvent.MerchantSettled(merchant, merchant.Postings()));
            if (merchant.PayoutMinor > 0)
            {
                var payout = PayoutOf(merchant);
                payouts.Add(payout);
                events.Add(new SettlementEvent.PayoutInstructed(
                    payout,
                    new PostingList().Post(MerchantPayable(payout), InTransit(payout), payout.AmountMinor).ToArray()));
            }
        }

        return Decision.Decided(new Reply.WindowSettled(window.BusinessDate, [.. payouts]), events);
    }

    private static Posting[] Postings(SettlementWindow window, DirectoryState directory)
    {
        var list = new PostingList(directory.IsHere);
        foreach (var due in window.Obligations)
        {
            var debtor = new BookId(due.DebtorBook);
            var creditor = new BookId(due.CreditorBook);
            var currency = new Currency(due.CurrencyNumber);
            list.Post(
                AccountId.Of(debtor, AccountRole.DueTo, currency, creditor.Number),
                AccountId.Of(debtor, AccountRole.SettlementBank, currency),
                due.AmountMinor);
            list.Post(
                AccountId.Of(creditor, AccountRole.SettlementBank, currency),
                AccountId.Of(creditor, AccountRole.DueFrom, currency, debtor.Number),
                due.AmountMinor);
        }

        foreach (var release in window.Releases)
        {
            Release(list, new BookId(release.Book), new Currency(release.CurrencyNumber), release.AmountMinor);
        }

        return list.ToArray();
    }

    // Spent money leaves the safeguarding bank; refunded money goes back into it.
    private static void Release(PostingList list, BookId book, Currency currency, long amountMinor)
    {
        var payable = AccountId.Of(book, AccountRole.ReleasePayable, currency);
        var receivable = AccountId.Of(book, AccountRole.ReleaseReceivable, currency);
        var safeguarding = AccountId.Of(book, AccountRole.SafeguardingBank, currency);
        var own = AccountId.Of(book, AccountRole.SettlementBank, currency);
        if (amountMinor >= 0)
        {
            list.Post(payable, safeguarding, amountMinor).Post(own, receivable, amountMinor);
        }
        else
        {
            list.Post(safeguarding, payable, -amountMinor).Post(receivable, own, -amountMinor);
        }
    }

    private static MerchantPayout PayoutOf(MerchantSettlement settled) => new(
        new PayoutId(
            ((UInt128)(uint)settled.BusinessDate.DayNumber << 96)
            | ((UInt128)settled.CurrencyNumber << 64)
            | settled.MerchantNumber),
        settled.Merchant, settled.MerchantNumber, settled.AcquirerBook, settled.CurrencyNumber, settled.PayoutMinor,
        settled.BusinessDate, IsSettled: false);

    private static Decision SetCap(DirectoryState directory, SettlementCommand.SetNetDebitCap command)
    {
        if (directory.FindParticipant(command.Participant) is null)
        {
            return Decision.Rejected(SettlementRefusal.ParticipantUnknown);
        }

        var cap = new NetDebitCap(
            command.Participant.Number, command.Currency.Number, command.CapMinor ?? 0, command.AlarmBasisPoints);
        return cap.CapMinor < 0 || cap.AlarmBasisPoints is < 1 or > 10_000
            ? Decision.Rejected(SettlementRefusal.CapInvalid)
            : Decision.Decided(
                Reply.Done.Instance,
                new SettlementEvent.NetDebitCapSet(cap, command.CapMinor is null, command.By));
    }

    private static Decision Confirm(SettlementState settlement, SettlementCommand.ConfirmPayout command)
    {
        if (settlement.Find(command.Payout) is not { } payout)
        {
            return Decision.Rejected(SettlementRefusal.PayoutUnknown);
        }

        if (payout.IsSettled)
        {
            return Decision.Rejected(SettlementRefusal.AlreadySettled);
        }

        if (payout.AmountMinor != command.AmountMinor || payout.CurrencyNumber != command.Currency.Number)
        {
            return Decision.Rejected(SettlementRefusal.AmountDiffers);
        }

        var bank = AccountId.Of(
            new BookId(payout.AcquirerBook), AccountRole.SettlementBank, new Currency(payout.CurrencyNumber));
        var postings = new PostingList().Post(InTransit(payout), bank, payout.AmountMinor);
        return Decision.Decided(
            Reply.Done.Instance,
            new SettlementEvent.PayoutSettled(payout.Id, command.StatementReference, postings.ToArray()));
    }

    private static AccountId MerchantPayable(MerchantPayout payout) =>
        Of(payout, AccountRole.MerchantPayable, payout.MerchantNumber);

    private static AccountId InTransit(MerchantPayout payout) => Of(payout, AccountRole.PayoutInTransit, 0);

    private static AccountId Of(MerchantPayout payout, AccountRole role, ulong owner) =>
        AccountId.Of(new BookId(payout.AcquirerBook), role, new Currency(payout.CurrencyNumber), owner);
}
