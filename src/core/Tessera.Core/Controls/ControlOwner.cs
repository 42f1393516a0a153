namespace Tessera.Core.Controls;

// Whose controls they are. Each owner has its own beside the other's, so that neither loosens what the other set.
// Persisted numbers: append only.
public enum ControlOwner : byte
{
    Issuer = 1,
    Holder = 2,
}
