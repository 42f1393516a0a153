namespace Tessera.Core.Cards;

// A funding account at an issuer. Its money stands in the ledger under LedgerAccount; Number owns it there.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record CardAccount(
    [property: Order(0)] CardAccountId Id,
    [property: Order(1)] ulong Number,
    [property: Order(2)] ushort IssuerBook,
    [property: Order(3)] CardAccountKind Kind,
    [property: Order(4)] ushort CurrencyNumber,
    [property: Order(5)] Timestamp CustomerSince,
    [property: Order(6)] bool IsClosed)
{
    [MemoryPackIgnore]
    public AccountId LedgerAccount => AccountId.Of(
        new BookId(IssuerBook),
        Kind == CardAccountKind.Credit ? AccountRole.CardReceivable : AccountRole.CustomerBalance,
        new Currency(CurrencyNumber),
        Number);
}
