namespace Tessera.Client.Disputes;

/// <summary>A presentment that is out of the ordinary, and its case where it has one.</summary>
public sealed record ClearingCase
{
    public required string Id { get; init; }

    public string? Payment { get; init; }

    /// <summary>late, over_cleared, unmatched, after_release, overdrawn.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    public long Amount { get; init; }

    public string? Currency { get; init; }

    public string? BusinessDate { get; init; }

    public string? TransactionDate { get; init; }

    public string? Reference { get; init; }

    /// <summary>dispute or collection.</summary>
    public string? Kind { get; init; }

    public long? AmountInQuestion { get; init; }

    /// <summary>open, accepted, collected or charged_back.</summary>
    public string? State { get; init; }
}
