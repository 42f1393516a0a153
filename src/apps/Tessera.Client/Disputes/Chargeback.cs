namespace Tessera.Client.Disputes;

/// <summary>A chargeback as it stands. Whose turn it is loses by silence at <see cref="Due"/>.</summary>
public sealed record Chargeback
{
    public required string Id { get; init; }

    public string? Payment { get; init; }

    public long Amount { get; init; }

    public string? Currency { get; init; }

    public string? Reason { get; init; }

    /// <summary>opened, represented, pre_arbitration, won (the issuer keeps the amount) or lost.</summary>
    public string? State { get; init; }

    /// <summary>accepted, withdrawn, ruled or lapsed.</summary>
    public string? Closing { get; init; }

    public string? Created { get; init; }

    public string? Due { get; init; }

    public string? Evidence { get; init; }
}
