namespace Tessera.Hsm;

/// <summary>What covered card verification results prove about the holder. Numbers as in Core: append only.</summary>
public enum CardholderVerification
{
    None = 0,

    /// <summary>The device itself verified its holder.</summary>
    Device = 1,

    /// <summary>The device was used in transit mode: it asked nobody.</summary>
    Transit = 2,
}
