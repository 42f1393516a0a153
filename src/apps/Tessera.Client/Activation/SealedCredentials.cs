namespace Tessera.Client.Activation;

/// <summary>Card profile and keys, readable only by the device whose public key was given: ephemeral P-256 key
/// agreement, HKDF-SHA-256, AES-256-GCM. All members base64.</summary>
public sealed record SealedCredentials
{
    public required string Token { get; init; }

    /// <summary>Names key agreement, derivation and cipher.</summary>
    public required string Algorithm { get; init; }

    public required string EphemeralPublicKey { get; init; }

    public required string Nonce { get; init; }

    public required string Ciphertext { get; init; }

    public required string Tag { get; init; }

    /// <summary>The public part of the card profile: what the applet answers at the till.</summary>
    public required CredentialProfile Profile { get; init; }
}
