namespace Tessera.Server.Http;

/// <summary>What an API key may do. Persisted: append only.</summary>
public enum Role
{
    Operator = 1,
    Issuer = 2,
    Acquirer = 3,
    Merchant = 4,
    Wallet = 5,
    Auditor = 6,
}
