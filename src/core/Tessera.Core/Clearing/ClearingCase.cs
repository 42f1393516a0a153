using Tessera.Core.Payments;

namespace Tessera.Core.Clearing;

// What an issuer has to look at after a presentment that its authorisation does not cover. AmountMinor is the part in
// question.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ClearingCase(
    [property: Order(0)] ClearingCaseId Id,
    [property: Order(1)] ClearingCaseKind Kind,
    [property: Order(2)] PresentmentMarks Marks,
    [property: Order(3)] PaymentId Payment,
    [property: Order(4)] ushort IssuerBook,
    [property: Order(5)] ushort CurrencyNumber,
    [property: Order(6)] long AmountMinor,
    [property: Order(7)] DateOnly BusinessDate,
    [property: Order(8)] ClearingCaseState State);
