namespace Tessera.Client.Operations;

/// <summary>An API key. The secret is present only in the answer that made it.</summary>
public sealed record ApiKey
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Role { get; init; }

    /// <summary>The participant or merchant it acts for.</summary>
    public string? Owner { get; init; }

    public string? Secret { get; init; }

    public bool Revoked { get; init; }

    public string? Created { get; init; }

    /// <summary>Hides the secret.</summary>
    public override string ToString() => $"{nameof(ApiKey)} {{ Id = {Id}, Role = {Role} }}";
}
