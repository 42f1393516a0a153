namespace Tessera.Hsm.Vault;

/// <summary>Why a PAN leaves the vault. Numbers are written to the audit table: append only.</summary>
public enum RevealReason
{
    /// <summary>The funding leg's message to the issuer's host.</summary>
    IssuerAuthorisation = 1,

    /// <summary>Identity check and eligibility of a card that is being added.</summary>
    Activation = 2,

    /// <summary>A settlement or dispute file that must carry it.</summary>
    Clearing = 3,

    /// <summary>Encryption under a new key.</summary>
    KeyRotation = 4,

    /// <summary>The chip of the plastic card itself.</summary>
    Personalisation = 5,
}
