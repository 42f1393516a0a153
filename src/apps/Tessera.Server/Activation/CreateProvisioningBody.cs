namespace Tessera.Server.Activation;

public sealed record CreateProvisioningBody
{
    public required string Device { get; init; }

    public required WireSecret Pan { get; init; }

    public required string Expiry { get; init; }
}
