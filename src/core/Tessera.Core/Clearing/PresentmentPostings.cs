using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// How one presentment or refund runs through the books: cardholder - issuer - network - acquirer - merchant, every
// crossing as a mirrored pair of due-to and due-from accounts.
public static class PresentmentPostings
{
    public static Posting[] Present(
        Payment payment, long amountMinor, long fromHoldMinor, long releasedMinor, PresentmentFees fees)
    {
        var list = new PostingList(payment.Facts.IsHere);
        var issuerDue = PaymentAccounts.IssuerDueToNetwork(payment);
        list.Add(PostingKind.PostHeld, payment.FundingAccount, issuerDue, fromHoldMinor);
        list.Post(payment.FundingAccount, issuerDue, amountMinor - fromHoldMinor);
        list.Add(PostingKind.Release, payment.FundingAccount, issuerDue, releasedMinor);
        PassOn(list, payment, amountMinor, PaymentAccounts.Acquirer(payment, AccountRole.CapturesInTransit));
        ReleaseSafeguarded(list, payment, amountMinor);

        list.Post(
            PaymentAccounts.MerchantPayable(payment),
            PaymentAccounts.Acquirer(payment, AccountRole.MerchantFeeIncome),
            fees.MerchantMinor);
        PayIssuer(
            list, payment, PaymentAccounts.Acquirer(payment, AccountRole.InterchangeExpense),
            PaymentAccounts.Issuer(payment, AccountRole.InterchangeIncome), fees.InterchangeMinor);
        list.Owe(
            PaymentAccounts.Acquirer(payment, AccountRole.SchemeFeeExpense),
            PaymentAccounts.Network(payment, AccountRole.SchemeFeeIncome),
            fees.SchemeMinor);
        if (fees.WalletMinor > 0)
        {
            PayWallet(list, payment, fees.WalletMinor);
        }

        return list.ToArray();
    }

    // The amount alone: merchant - acquirer - network - issuer - cardholder.
    internal static void Return(PostingList list, Payment payment, long amountMinor)
    {
        PayIssuer(list, payment, PaymentAccounts.MerchantPayable(payment), payment.FundingAccount, amountMinor);
        if (payment.FundingAccount.Role == AccountRole.CustomerBalance)
        {
            list.Post(
                PaymentAccounts.Issuer(payment, AccountRole.ReleasePayable),
                PaymentAccounts.Issuer(payment, AccountRole.ReleaseReceivable),
                amountMinor);
        }
    }

    // The merchant gives back; the interchange on that amount is returned with it.
    public static Posting[] Refund(Payment payment, long amountMinor, long interchangeMinor)
    {
        var list = new PostingList(payment.Facts.IsHere);
        Return(list, payment, amountMinor);
        var issuerDue = PaymentAccounts.IssuerDueToNetwork(payment);
        list.Post(PaymentAccounts.Issuer(payment, AccountRole.InterchangeIncome), issuerDue, interchangeMinor);
        PassOn(list, payment, interchangeMinor, PaymentAccounts.Acquirer(payment, AccountRole.InterchangeExpense));
        return list.ToArray();
    }

    // Issuer and wallet know only the network.
    private static void PayWallet(PostingList list, Payment payment, long amountMinor)
    {
        list.Post(
            PaymentAccounts.Issuer(payment, AccountRole.WalletFeeExpense),
            PaymentAccounts.IssuerDueToNetwork(payment),
            amountMinor);
        var wallet = new BookId(payment.Facts.WalletBook);
        if (wallet.Number == 0)
        {
            // An outside issuer's own shard: the wallet is the network's matter.
            return;
        }

        list.Post(
            PaymentAccounts.Network(payment, AccountRole.DueFrom, payment.Facts.IssuerBook),
            PaymentAccounts.Network(payment, AccountRole.DueTo, wallet.Number),
            amountMinor);
        list.Post(
            AccountId.Of(wallet, AccountRole.DueFrom, payment.Currency, payment.Facts.NetworkBook),
            PaymentAccounts.Wallet(payment, AccountRole.WalletFeeIncome),
            amountMinor);
    }

    // The network and acquirer halves of an amount that the issuer owes: the issuer's own half is posted by the caller.
    internal static void PassOn(PostingList list, Payment payment, long amountMinor, AccountId payee)
    {
        var facts = payment.Facts;
        list.Post(
            PaymentAccounts.Network(payment, AccountRole.DueFrom, facts.IssuerBook),
            PaymentAccounts.Network(payment, AccountRole.DueTo, facts.AcquirerBook),
            amountMinor);
        list.Post(
            AccountId.Of(payee.Book, AccountRole.DueFrom, payment.Currency, facts.NetworkBook), payee, amountMinor);
    }

    // The other direction: the acquirer's side owes an amount to an account at the issuer, through the network.
    private static void PayIssuer(
        PostingList list, Payment payment, AccountId payer, AccountId payee, long amountMinor)
    {
        var facts = payment.Facts;
        list.Post(
            payer, AccountId.Of(payer.Book, AccountRole.DueTo, payment.Currency, facts.NetworkBook), amountMinor);
        list.Post(
            PaymentAccounts.Network(payment, AccountRole.DueFrom, facts.AcquirerBook),
            PaymentAccounts.Network(payment, AccountRole.DueTo, facts.IssuerBook),
            amountMinor);
        list.Post(
            AccountId.Of(payee.Book, AccountRole.DueFrom, payment.Currency, facts.NetworkBook), payee, amountMinor);
    }

    // A prepaid balance is customers' money: what was spent may leave the safeguarding bank at the next settlement.
    internal static void ReleaseSafeguarded(PostingList list, Payment payment, long amountMinor)
    {
        if (payment.FundingAccount.Role == AccountRole.CustomerBalance)
        {
            list.Post(
                PaymentAccounts.Issuer(payment, AccountRole.ReleaseReceivable),
                PaymentAccounts.Issuer(payment, AccountRole.ReleasePayable),
                amountMinor);
        }
    }
}
