namespace Tessera.Client.Activation;

/// <summary>Card profile and keys for one device.</summary>
public sealed record SealedCredentials
{
    /// <summary>The token's id, which is also the envelope's context.</summary>
    public required string Token { get; init; }

    /// <summary>Derivation key index of the issuer key; part of the envelope's context.</summary>
    public required int KeyId { get; init; }

    /// <summary>Number of a limited-use key, part of the envelope's context; null where keys are for life.</summary>
    public int? KeyNumber { get; init; }

    /// <summary>How many payments the limited-use key is good for.</summary>
    public int? KeyUses { get; init; }

    /// <summary>How long it lives once it is confirmed.</summary>
    public int? KeyLifeHours { get; init; }

    /// <summary>The card keys, sealed to the device's public key; base64 of a Tessera device key envelope.</summary>
    public required string Envelope { get; init; }

    /// <summary>What the applet is personalised with besides its keys.</summary>
    public required CredentialProfile Profile { get; init; }
}
