namespace Tessera.Client.Tokens;

/// <summary>A phone that holds tokens.</summary>
public sealed record Device
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public DeviceState State { get; init; }

    public string? TokenRequestor { get; init; }

    /// <summary>Tokens on the phone, by id.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];
}
