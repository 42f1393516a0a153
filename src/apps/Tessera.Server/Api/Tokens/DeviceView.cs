namespace Tessera.Server.Api.Tokens;

public sealed record DeviceView
{
    public required string Id { get; init; }

    public string Object => "device";

    public string? Name { get; init; }

    public required string State { get; init; }

    public string? TokenRequestor { get; init; }

    public IReadOnlyList<string>? Tokens { get; init; }
}
