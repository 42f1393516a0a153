namespace Tessera.Core.Directory;

// Where a payment of an outside acquirer takes place, as its message says; the ids follow from the acquirer and the
// codes, so the same till is always the same.
public sealed record OutsideShop(
    ushort AcquirerBook,
    MerchantId Merchant,
    TerminalId TerminalId,
    ushort CategoryCode,
    ushort Country,
    ushort CurrencyNumber,
    OutsideTerminal Terminal);
