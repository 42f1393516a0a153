namespace Tessera.Client.Tokens;

/// <summary>A phone joins its wallet.</summary>
public sealed record RegisterDevice
{
    public required string Name { get; init; }

    /// <summary>The P-256 key that receives credentials: the uncompressed point (65 bytes), base64.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The token requestor's number (11 digits); may be left out when the key belongs to a wallet.</summary>
    public string? TokenRequestor { get; init; }
}
