namespace Tessera.Server.Api.Controls;

/// <summary>The controls of an account or a token, each owner's apart: a payment must pass all of them.</summary>
public sealed record ControlsView
{
    /// <summary>The account's or the token's.</summary>
    public required string Id { get; init; }

    public string Object => "controls";

    public SpendingControlsBody? Issuer { get; init; }

    /// <summary>The cardholder's own, set through the wallet; tokens only.</summary>
    public SpendingControlsBody? Holder { get; init; }

    public SpentView? Spent { get; init; }
}
