using System.Text.Json.Serialization;

namespace Tessera.Cli.Load;

/// <summary>What a load run measured. Times are from when a message should have left to its answer, in milliseconds.
/// </summary>
internal sealed record LoadReport
{
    public required string Operation { get; init; }

    public required double Seconds { get; init; }

    public required double RatePerS { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    [JsonPropertyName("p999_ms")]
    public required double P999Ms { get; init; }

    public required long Accepted { get; init; }

    public required long Refused { get; init; }

    public required long Errors { get; init; }

    /// <summary>DE39 and how often.</summary>
    public required SortedDictionary<string, long> RefusedByCode { get; init; }

    /// <summary>The prepared messages did not last to the end of the time.</summary>
    public required bool RanOut { get; init; }
}
