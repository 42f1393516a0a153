namespace Tessera.Core.Controls;

// What makes two tries the same payment. Payer is the token, or the plain card.
public readonly record struct StepUpKey(UInt128 Payer, MerchantId Merchant, long AmountMinor, ushort CurrencyNumber);
