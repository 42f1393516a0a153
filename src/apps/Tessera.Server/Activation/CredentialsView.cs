namespace Tessera.Server.Activation;

/// <summary>Card profile and keys for one device.</summary>
public sealed record CredentialsView
{
    public string Object => "credentials";

    public required string Token { get; init; }

    public required int KeyId { get; init; }

    /// <summary>Number of a limited-use key; absent where the keys are for life.</summary>
    public int? KeyNumber { get; init; }

    /// <summary>How many payments the key is good for.</summary>
    public int? KeyUses { get; init; }

    public int? KeyLifeHours { get; init; }

    /// <summary>A Tessera device key envelope, base64.</summary>
    public required string Envelope { get; init; }

    public required CredentialProfileView Profile { get; init; }
}
