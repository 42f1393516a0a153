namespace Tessera.Core.Cards;

// A plastic or virtual card. The PAN itself lies in the vault under Pan; ExpiryYearMonth is YYMM.
// PaymentAccount is the PAR: 29 characters that link a card with all its tokens and cannot pay.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Card(
    [property: Order(0)] CardId Id,
    [property: Order(1)] CardAccountId Account,
    [property: Order(2)] PanReference Pan,
    [property: Order(3)] string LastFour,
    [property: Order(4)] int ExpiryYearMonth,
    [property: Order(5)] byte SequenceNumber,
    [property: Order(6)] SubjectReference Holder,
    [property: Order(7)] string PaymentAccount,
    [property: Order(8)] CardStatus Status);
