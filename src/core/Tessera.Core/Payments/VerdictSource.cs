namespace Tessera.Core.Payments;

// Who stands for a cryptogram. Persisted numbers: append only.
public enum VerdictSource : byte
{
    // This shard's Hsm verified it and the counter is ours to use up.
    Own = 0,

    // The network that sent the message verified the token; it keeps the counter.
    Network = 1,

    // A plain card of an outside issuer, who alone has the keys.
    Issuer = 2,
}
