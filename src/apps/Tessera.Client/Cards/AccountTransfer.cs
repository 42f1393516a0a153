namespace Tessera.Client.Cards;

/// <summary>A transfer that was made; it is final.</summary>
public sealed record AccountTransfer
{
    public required string Id { get; init; }

    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>.</summary>
    public long Amount { get; init; }

    public required string Currency { get; init; }
}
