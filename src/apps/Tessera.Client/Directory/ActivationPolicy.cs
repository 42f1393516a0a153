using System.Text.Json.Serialization;

namespace Tessera.Client.Directory;

/// <summary>Thresholds of the activation decision; scores run from 1, worst, to 5, best.</summary>
public sealed record ActivationPolicy
{
    public required int RedDeviceScore { get; init; }

    public required int GoodDeviceScore { get; init; }

    public required int GoodAccountScore { get; init; }

    public required int YoungAccountDays { get; init; }

    public required int RecentChangeDays { get; init; }

    public required int StableChannelDays { get; init; }

    public required int LostModeDays { get; init; }

    public required int CardsPerDeviceInDay { get; init; }

    [JsonPropertyName("tries_per_card_and_device_in_72_hours")]
    public required int TriesPerCardAndDeviceIn72Hours { get; init; }

    public required int NamesPerDevice { get; init; }

    public required int CodeAttempts { get; init; }

    public required int CodeMinutes { get; init; }

    public required int CodesPerProvisioning { get; init; }

    public required int TokenYears { get; init; }

    [JsonPropertyName("tries_per_card_in_72_hours")]
    public required int TriesPerCardIn72Hours { get; init; }

    /// <summary>How many at the desk confirm on the yellow path, 1 or 2; on the orange path always two.</summary>
    public int DeskApprovers { get; init; } = 2;
}
