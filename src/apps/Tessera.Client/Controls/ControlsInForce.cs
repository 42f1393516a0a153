namespace Tessera.Client.Controls;

/// <summary>The controls of an account or a token, each owner's apart: a payment must pass all of them.</summary>
public sealed record ControlsInForce
{
    public required string Id { get; init; }

    public SpendingControls? Issuer { get; init; }

    /// <summary>The cardholder's own, set through the wallet; tokens only.</summary>
    public SpendingControls? Holder { get; init; }

    public Spent? Spent { get; init; }
}
