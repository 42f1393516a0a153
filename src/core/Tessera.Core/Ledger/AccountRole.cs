namespace Tessera.Core.Ledger;

// What an account is for; the class follows from it. Persisted numbers (part of the account id): append only.
public enum AccountRole : byte
{
    CardReceivable = 1,
    CustomerBalance = 2,
    MerchantPayable = 3,
    DueTo = 4,
    DueFrom = 5,
    CapturesInTransit = 6,
    SettlementBank = 7,
    SafeguardingBank = 8,
    ReleaseReceivable = 9,
    ReleasePayable = 10,
    PayoutInTransit = 11,
    MerchantFeeIncome = 12,
    InterchangeIncome = 13,
    InterchangeExpense = 14,
    SchemeFeeIncome = 15,
    SchemeFeeExpense = 16,
    WalletFeeIncome = 17,
    WalletFeeExpense = 18,
    Rounding = 19,

    // What an issuer paid for numbers that it does not know, until the case is closed.
    UnmatchedPresentments = 20,
    MerchantReserve = 21,
    MerchantDebt = 22,
    ChargebackFeeIncome = 23,
    ChargebackFeeExpense = 24,
}
