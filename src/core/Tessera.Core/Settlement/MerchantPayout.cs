namespace Tessera.Core.Settlement;

// Instructed is not settled: IsSettled turns true when the bank's statement says so.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record MerchantPayout(
    [property: Order(0)] PayoutId Id,
    [property: Order(1)] MerchantId Merchant,
    [property: Order(2)] ulong MerchantNumber,
    [property: Order(3)] ushort AcquirerBook,
    [property: Order(4)] ushort CurrencyNumber,
    [property: Order(5)] long AmountMinor,
    [property: Order(6)] DateOnly BusinessDate,
    [property: Order(7)] bool IsSettled);
