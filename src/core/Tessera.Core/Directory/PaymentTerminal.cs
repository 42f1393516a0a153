namespace Tessera.Core.Directory;

// Code is DE41: 8 characters, unique within the acquirer.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentTerminal(
    [property: Order(0)] TerminalId Id,
    [property: Order(1)] MerchantId Merchant,
    [property: Order(2)] string Code);
