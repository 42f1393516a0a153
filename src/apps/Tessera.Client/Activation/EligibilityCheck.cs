namespace Tessera.Client.Activation;

/// <summary>The issuer's first answer. <see cref="Terms"/> must be shown and accepted before provisioning.</summary>
public sealed record EligibilityCheck
{
    public required string Id { get; init; }

    public bool Eligible { get; init; }

    /// <summary>Why not, when not eligible.</summary>
    public string? Reason { get; init; }

    public string? LastFour { get; init; }

    public string? Issuer { get; init; }

    public string? Device { get; init; }

    public Terms? Terms { get; init; }
}
