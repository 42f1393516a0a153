namespace Tessera.Core.Directory;

// Persisted numbers: append only.
[Flags]
public enum ParticipantRoles : byte
{
    None = 0,
    Issuer = 1,
    Acquirer = 2,
    Network = 4,
    Wallet = 8,
}
