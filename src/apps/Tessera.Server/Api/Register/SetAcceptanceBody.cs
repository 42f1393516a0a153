namespace Tessera.Server.Api.Register;

public sealed record SetAcceptanceBody
{
    public required IReadOnlyList<string> RefusedSystems { get; init; }
}
