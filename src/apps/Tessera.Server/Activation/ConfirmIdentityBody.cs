namespace Tessera.Server.Activation;

public sealed record ConfirmIdentityBody
{
    public required string Maker { get; init; }

    public required string Checker { get; init; }
}
