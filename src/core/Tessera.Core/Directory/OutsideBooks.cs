namespace Tessera.Core.Directory;

// Whose books of a payment are kept elsewhere. Persisted numbers: append only.
[Flags]
public enum OutsideBooks : byte
{
    None = 0,
    Acquirer = 1,
    Network = 2,
    Issuer = 4,
    Wallet = 8,
}
