namespace Tessera.Client.Activation;

/// <summary>Asks whether a card may become a token on a registered device: the first step of an activation.</summary>
public sealed record CreateProvisioning
{
    public required string Device { get; init; }

    /// <summary>The funding PAN, digits only.</summary>
    public required string Pan { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    /// <summary>Hides the card number.</summary>
    public override string ToString() => $"{nameof(CreateProvisioning)} {{ Device = {Device} }}";
}
