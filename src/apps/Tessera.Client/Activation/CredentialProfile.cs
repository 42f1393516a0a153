namespace Tessera.Client.Activation;

/// <summary>What the applet is personalised with besides its keys. The token number pays only with the keys.</summary>
public sealed record CredentialProfile
{
    /// <summary>The token number (DPAN).</summary>
    public required string TokenNumber { get; init; }

    public required int SequenceNumber { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    /// <summary>Hex.</summary>
    public required string ApplicationId { get; init; }

    public required CardProfile Profile { get; init; }

    /// <summary>Cryptogram version number, as it stands in the issuer application data.</summary>
    public required int CryptogramVersion { get; init; }

    /// <summary>ISO 3166-1 numeric.</summary>
    public required int CountryCode { get; init; }

    /// <summary>ISO 4217 numeric.</summary>
    public required int CurrencyCode { get; init; }

    /// <summary>The card answers readers of the old mag-stripe mode.</summary>
    public bool MagStripe { get; init; }

    /// <summary>Hides the token number.</summary>
    public override string ToString() => nameof(CredentialProfile);
}
