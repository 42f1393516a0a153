namespace Tessera.Server.Api.Payments;

/// <summary>What the phone made for an order in an app, in place of chip data.</summary>
public sealed record InAppBody
{
    /// <summary>Hex of a Tessera in-app cryptogram.</summary>
    public required WireSecret Cryptogram { get; init; }

    /// <summary>The merchant's own name of the order, as the phone showed it.</summary>
    public required string Order { get; init; }
}
