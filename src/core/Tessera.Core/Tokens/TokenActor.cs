namespace Tessera.Core.Tokens;

// Who moves a token. Each may lift only its own suspension, so the values are bits of TokenRow.SuspendedBy.
// Persisted numbers: append only.
[Flags]
public enum TokenActor : byte
{
    None = 0,
    Holder = 1,
    Issuer = 2,
    Wallet = 4,
    Network = 8,
    LostDevice = 16,
}
