namespace Tessera.Core.Controls;

// A payment that waits for its cardholder's word: the same amount of the same payer at the same merchant passes once
// after it. Its id is that of the declined payment. Card is where a plain card pays, Token where a token does.
// OutsideShop is the shop's name where only its acquirer's message tells it.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record StepUp(
    [property: Order(0)] PaymentId Id,
    [property: Order(1)] CardAccountId Account,
    [property: Order(2)] TokenId Token,
    [property: Order(3)] CardId Card,
    [property: Order(4)] MerchantId Merchant,
    [property: Order(5)] long AmountMinor,
    [property: Order(6)] ushort CurrencyNumber,
    [property: Order(7)] ushort IssuerBook,
    [property: Order(8)] Timestamp AskedAt,
    [property: Order(9)] Timestamp ExpiresAt,
    [property: Order(10)] int Minutes,
    [property: Order(11)] StepUpState State,
    [property: Order(12)] string OutsideShop)
{
    [MemoryPackIgnore]
    public StepUpKey Key => new(Token.IsNone ? Card.Value : Token.Value, Merchant, AmountMinor, CurrencyNumber);
}
