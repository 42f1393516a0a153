namespace Tessera.Client.Directory;

/// <summary>A till.</summary>
public sealed record Terminal
{
    public required string Id { get; init; }

    public string? Merchant { get; init; }

    /// <summary>DE41: eight characters.</summary>
    public string? TerminalNumber { get; init; }
}
