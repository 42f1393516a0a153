using System.Text.Json.Serialization;
using Tessera.Core.Directory;

namespace Tessera.Server.Api.Scheme;

/// <summary>One shape both ways: what is read may be changed and sent.</summary>
public sealed record ActivationPolicyBody
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

    public static ActivationPolicyBody Of(ActivationPolicy policy) => new()
    {
        RedDeviceScore = policy.RedDeviceScore,
        GoodDeviceScore = policy.GoodDeviceScore,
        GoodAccountScore = policy.GoodAccountScore,
        YoungAccountDays = policy.YoungAccountDays,
        RecentChangeDays = policy.RecentChangeDays,
        StableChannelDays = policy.StableChannelDays,
        LostModeDays = policy.LostModeDays,
        CardsPerDeviceInDay = policy.CardsPerDeviceInDay,
        TriesPerCardAndDeviceIn72Hours = policy.TriesPerCardAndDeviceIn72Hours,
        NamesPerDevice = policy.NamesPerDevice,
        CodeAttempts = policy.CodeAttempts,
        CodeMinutes = policy.CodeMinutes,
        CodesPerProvisioning = policy.CodesPerProvisioning,
        TokenYears = policy.TokenYears,
        TriesPerCardIn72Hours = policy.TriesPerCardIn72Hours,
        DeskApprovers = policy.DeskApprovers,
    };

    public ActivationPolicy ToCore() => new()
    {
        RedDeviceScore = RedDeviceScore,
        GoodDeviceScore = GoodDeviceScore,
        GoodAccountScore = GoodAccountScore,
        YoungAccountDays = YoungAccountDays,
        RecentChangeDays = RecentChangeDays,
        StableChannelDays = StableChannelDays,
        LostModeDays = LostModeDays,
        CardsPerDeviceInDay = CardsPerDeviceInDay,
        TriesPerCardAndDeviceIn72Hours = TriesPerCardAndDeviceIn72Hours,
        NamesPerDevice = NamesPerDevice,
        CodeAttempts = CodeAttempts,
        CodeMinutes = CodeMinutes,
        CodesPerProvisioning = CodesPerProvisioning,
        TokenYears = TokenYears,
        TriesPerCardIn72Hours = TriesPerCardIn72Hours,
        DeskApprovers = DeskApprovers,
    };
}
