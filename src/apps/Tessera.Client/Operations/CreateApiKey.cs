namespace Tessera.Client.Operations;

/// <summary>Makes a key for a role, acting for a participant or merchant.</summary>
public sealed record CreateApiKey
{
    public required string Name { get; init; }

    /// <summary>operator, issuer, acquirer, merchant, wallet or auditor.</summary>
    public required string Role { get; init; }

    public string? Owner { get; init; }
}
