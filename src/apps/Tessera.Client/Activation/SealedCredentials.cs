namespace Tessera.Client.Activation;

/// <summary>Card profile and keys for one device.</summary>
public sealed record SealedCredentials
{
    /// <summary>The token's id, which is also the envelope's context.</summary>
    public required string Token { get; init; }

    /// <summary>Derivation key index of the issuer key; part of the envelope's context.</summary>
    public required int KeyId { get; init; }

    /// <summary>The card keys, sealed to the device's public key; base64 of a Tessera device key envelope.</summary>
    public required string Envelope { get; init; }

    /// <summary>What the applet is personalised with besides its keys.</summary>
    public required CredentialProfile Profile { get; init; }
}
