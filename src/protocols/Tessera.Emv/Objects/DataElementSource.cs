// EMV 4.4 Book 3, Annex A1: column "source".
namespace Tessera.Emv.Objects;

/// <summary>Who supplies a data element (EMV Book 3, Annex A1).</summary>
public enum DataElementSource
{
    /// <summary>The card or device.</summary>
    Card = 0,

    /// <summary>The terminal.</summary>
    Terminal = 1,

    /// <summary>The issuer, through the authorisation answer.</summary>
    Issuer = 2,
}
