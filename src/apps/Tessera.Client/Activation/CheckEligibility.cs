namespace Tessera.Client.Activation;

/// <summary>Asks whether a card may become a token on this device.</summary>
public sealed record CheckEligibility
{
    public required string Pan { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    public required DeviceDescription Device { get; init; }

    /// <summary>The token requestor; may be left out when the key belongs to one.</summary>
    public string? TokenRequestor { get; init; }

    /// <summary>Hides the card number.</summary>
    public override string ToString() => nameof(CheckEligibility);
}
