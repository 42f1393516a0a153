namespace Tessera.Core.Directory;

// Persisted numbers: append only. What each may do is one table at the Api door.
public enum ApiKeyRole : byte
{
    Operator = 1,
    Issuer = 2,
    Acquirer = 3,
    Merchant = 4,
    Wallet = 5,
    Auditor = 6,
}
