namespace Tessera.Terminal.Acquiring;

/// <summary>What the till knows after asking.</summary>
public enum AcquirerOutcome
{
    /// <summary>Nothing certain: the tap must be reversed or asked for again.</summary>
    Unknown = 0,

    /// <summary>Approved.</summary>
    Approved = 1,

    /// <summary>Declined.</summary>
    Declined = 2,
}
