using Tessera.Core.Clearing;
using Tessera.Core.Payments;

namespace Tessera.Core.Disputes;

// The amount runs as a refund does, merchant - acquirer - network - issuer, and back as a presentment does; the
// interchange stays where it is.
internal static class ChargebackPostings
{
    public static PostingList ToIssuer(Payment payment, long amountMinor)
    {
        var list = new PostingList(payment.Facts.IsHere);
        PresentmentPostings.Return(list, payment, amountMinor);
        return list;
    }

    public static PostingList ToMerchant(Payment payment, long amountMinor)
    {
        var list = new PostingList(payment.Facts.IsHere);
        list.Post(payment.FundingAccount, PaymentAccounts.IssuerDueToNetwork(payment), amountMinor);
        PresentmentPostings.PassOn(list, payment, amountMinor, PaymentAccounts.MerchantPayable(payment));
        PresentmentPostings.ReleaseSafeguarded(list, payment, amountMinor);
        return list;
    }

    public static void MerchantFee(PostingList list, Payment payment, long feeMinor) => list.Post(
        PaymentAccounts.MerchantPayable(payment),
        PaymentAccounts.Acquirer(payment, AccountRole.ChargebackFeeIncome),
        feeMinor);

    // The loser pays the network; an acquirer passes it on to its merchant.
    public static void RulingFee(PostingList list, Payment payment, long feeMinor, bool issuerWins)
    {
        var loser = new BookId(issuerWins ? payment.Facts.AcquirerBook : payment.Facts.IssuerBook);
        list.Owe(
            AccountId.Of(loser, AccountRole.ChargebackFeeExpense, payment.Currency),
            PaymentAccounts.Network(payment, AccountRole.ChargebackFeeIncome),
            feeMinor);
        if (issuerWins)
        {
            MerchantFee(list, payment, feeMinor);
        }
    }
}
