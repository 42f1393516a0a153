namespace Tessera.Hsm.Vault;

/// <summary>Whether a number came out of the vault.</summary>
public enum RevealOutcome
{
    /// <summary>It did, and the audit table says why.</summary>
    Revealed = 1,

    /// <summary>No such row.</summary>
    Unknown = 2,

    /// <summary>Callers have had as many numbers within the hour as they may.</summary>
    OverQuota = 3,
}
