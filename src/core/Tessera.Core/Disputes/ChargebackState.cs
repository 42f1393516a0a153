namespace Tessera.Core.Disputes;

// Who has the money follows from it. Persisted numbers: append only.
public enum ChargebackState : byte
{
    // The issuer took it back; the acquirer may accept or represent.
    Opened = 1,

    // The merchant has it again; the issuer may charge back a second time or let it be.
    Represented = 2,

    // The issuer took it a second time; the acquirer may accept, and the network rules.
    PreArbitration = 3,

    // The issuer keeps it.
    Won = 4,

    // The merchant keeps it.
    Lost = 5,
}
