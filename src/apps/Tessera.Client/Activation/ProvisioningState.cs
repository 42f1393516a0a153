using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

[JsonConverter(typeof(TolerantEnumConverter<ProvisioningState>))]
public enum ProvisioningState
{
    Unknown = 0,

    /// <summary>The terms must be accepted.</summary>
    Eligible = 1,

    /// <summary>The device may be linked.</summary>
    TermsAccepted = 2,

    /// <summary>Yellow: a one-time code must be submitted. Orange: the issuer's desk must confirm the holder.</summary>
    StepUp = 3,

    /// <summary>The credentials may be fetched.</summary>
    Approved = 4,

    /// <summary>The phone holds its credentials; the token pays.</summary>
    Completed = 5,

    /// <summary>Red, or the code attempts are used up.</summary>
    Declined = 6,
}
