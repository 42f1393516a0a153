namespace Tessera.Hsm.KeyBlocks;

/// <summary>The keys of a key set. Numbers stand in key labels: append only.</summary>
public enum KeyRole
{
    IssuerCryptogramTripleDes = 1,
    IssuerCryptogramAes = 2,
    ZoneMacTripleDes = 3,
    ZoneMacAes = 4,
    OneTimeCodeMac = 5,
    PanIndex = 6,
    RowEncryption = 7,
    SubjectWrapping = 8,
    ZoneTransport = 9,

    /// <summary>A zone key that the other end may not have yet; it counts while above the current index.</summary>
    ZoneMacAesPending = 10,
}
