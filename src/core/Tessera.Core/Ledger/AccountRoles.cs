namespace Tessera.Core.Ledger;

public static class AccountRoles
{
    public static AccountClass ClassOf(AccountRole role) => role switch
    {
        AccountRole.CardReceivable or AccountRole.DueFrom or AccountRole.CapturesInTransit
            or AccountRole.SettlementBank or AccountRole.SafeguardingBank
            or AccountRole.ReleaseReceivable or AccountRole.UnmatchedPresentments
            or AccountRole.MerchantDebt => AccountClass.Asset,
        AccountRole.CustomerBalance or AccountRole.MerchantPayable or AccountRole.DueTo
            or AccountRole.ReleasePayable or AccountRole.PayoutInTransit
            or AccountRole.MerchantReserve => AccountClass.Liability,
        AccountRole.MerchantFeeIncome or AccountRole.InterchangeIncome
            or AccountRole.SchemeFeeIncome or AccountRole.WalletFeeIncome
            or AccountRole.ChargebackFeeIncome => AccountClass.Income,
        AccountRole.InterchangeExpense or AccountRole.SchemeFeeExpense
            or AccountRole.WalletFeeExpense or AccountRole.ChargebackFeeExpense
            or AccountRole.Rounding => AccountClass.Expense,
        _ => AccountClass.Memo,
    };

    // Money that belongs to customers; its sum is proved against the safeguarding bank at every close.
    public static bool IsCustomerFunds(AccountRole role) =>
        role is AccountRole.CustomerBalance or AccountRole.ReleasePayable;

    // Only these may be refused for lack of funds; every other account takes what is posted to it.
    public static bool IsFunding(AccountRole role) =>
        role is AccountRole.CardReceivable or AccountRole.CustomerBalance;
}
