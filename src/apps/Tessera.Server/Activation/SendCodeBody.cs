namespace Tessera.Server.Activation;

public sealed record SendCodeBody
{
    public required string Method { get; init; }
}
