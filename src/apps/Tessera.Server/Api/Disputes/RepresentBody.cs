namespace Tessera.Server.Api.Disputes;

/// <summary>Evidence is a reference to papers that are kept elsewhere.</summary>
public sealed record RepresentBody
{
    public required string Evidence { get; init; }
}
