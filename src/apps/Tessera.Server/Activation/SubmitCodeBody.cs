namespace Tessera.Server.Activation;

public sealed record SubmitCodeBody
{
    public required WireSecret Code { get; init; }
}
