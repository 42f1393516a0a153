namespace Tessera.Core.Payments;

// One book's own record of a payment: acquirer, network and funding leg each have theirs. Reference is the book's own
// (retrieval reference, network reference, approval code).
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentLeg(
    [property: Order(0)] ushort Book,
    [property: Order(1)] LegState State,
    [property: Order(2)] string Reference,
    [property: Order(3)] long AmountMinor);
