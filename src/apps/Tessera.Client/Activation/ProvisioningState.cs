using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

[JsonConverter(typeof(TolerantEnumConverter<ProvisioningState>))]
public enum ProvisioningState
{
    Unknown = 0,

    /// <summary>Yellow: a one-time code must be submitted.</summary>
    AwaitingCode = 1,

    /// <summary>The credentials may be fetched.</summary>
    Approved = 2,

    /// <summary>The phone holds its credentials; the token pays.</summary>
    Active = 3,

    /// <summary>Orange: the issuer must call or see the holder.</summary>
    AwaitingIssuer = 4,

    /// <summary>Red, or the code attempts are used up.</summary>
    Declined = 5,

    Expired = 6,
}
