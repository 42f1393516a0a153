namespace Tessera.Server.Api.Disputes;

/// <summary>A presentment that is out of the ordinary, and its case where it has one.</summary>
public sealed record ClearingExceptionView
{
    public required string Id { get; init; }

    public string Object => "clearing_exception";

    public required string Payment { get; init; }

    /// <summary>late, over_cleared, unmatched, after_release, overdrawn.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string BusinessDate { get; init; }

    public required string TransactionDate { get; init; }

    /// <summary>The acquirer's.</summary>
    public string? Reference { get; init; }

    /// <summary>dispute or collection.</summary>
    public string? Kind { get; init; }

    public long? AmountInQuestion { get; init; }

    /// <summary>open, accepted, collected or charged_back.</summary>
    public string? State { get; init; }
}
