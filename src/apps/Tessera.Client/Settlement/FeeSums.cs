namespace Tessera.Client.Settlement;

public sealed record FeeSums(long Merchant, long Interchange, long Scheme, long Wallet);
