namespace Tessera.Core.Payments;

// The accounts that a payment moves between, by its facts.
public static class PaymentAccounts
{
    public static AccountId IssuerDueToNetwork(Payment payment) => Of(
        payment.Facts.IssuerBook, AccountRole.DueTo, payment, payment.Facts.NetworkBook);

    public static AccountId Issuer(Payment payment, AccountRole role) => Of(payment.Facts.IssuerBook, role, payment);

    public static AccountId Network(Payment payment, AccountRole role, ulong owner = 0) =>
        Of(payment.Facts.NetworkBook, role, payment, owner);

    public static AccountId Acquirer(Payment payment, AccountRole role) =>
        Of(payment.Facts.AcquirerBook, role, payment);

    public static AccountId Wallet(Payment payment, AccountRole role) => Of(payment.Facts.WalletBook, role, payment);

    public static AccountId MerchantPayable(Payment payment) => Of(
        payment.Facts.AcquirerBook, AccountRole.MerchantPayable, payment, payment.Facts.MerchantNumber);

    private static AccountId Of(ushort book, AccountRole role, Payment payment, ulong owner = 0) =>
        AccountId.Of(new BookId(book), role, payment.Currency, owner);
}
