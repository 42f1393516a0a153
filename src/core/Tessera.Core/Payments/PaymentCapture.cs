namespace Tessera.Core.Payments;

[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentCapture(
    [property: Order(0)] CaptureId Id,
    [property: Order(1)] long AmountMinor,
    [property: Order(2)] DateOnly BusinessDate,
    [property: Order(3)] Timestamp At);
