namespace Tessera.Client.Controls;

/// <summary>A declined payment that its cardholder may confirm; its id is that of the payment.</summary>
public sealed record StepUp
{
    public required string Id { get; init; }

    public StepUpState State { get; init; }

    public string? Account { get; init; }

    public string? Token { get; init; }

    public string? Card { get; init; }

    public string? Merchant { get; init; }

    public string? MerchantName { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long? Amount { get; init; }

    public string? Currency { get; init; }

    public string? Asked { get; init; }

    public string? Expires { get; init; }
}
