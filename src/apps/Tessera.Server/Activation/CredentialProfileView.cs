namespace Tessera.Server.Activation;

/// <summary>What the applet is personalised with besides its keys.</summary>
public sealed record CredentialProfileView
{
    public required string TokenNumber { get; init; }

    public required int SequenceNumber { get; init; }

    public required string Expiry { get; init; }

    public required string ApplicationId { get; init; }

    public required string Profile { get; init; }

    public required int CryptogramVersion { get; init; }

    public required int CountryCode { get; init; }

    public required int CurrencyCode { get; init; }

    public bool MagStripe { get; init; }

    /// <summary>Hides the token number.</summary>
    public override string ToString() => nameof(CredentialProfileView);
}
