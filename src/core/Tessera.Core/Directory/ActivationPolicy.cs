namespace Tessera.Core.Directory;

// Every threshold of the activation decision, as data (scores run from 1, worst, to 5, best).
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ActivationPolicy
{
    public static readonly ActivationPolicy Default = new();

    [Order(0)]
    public int RedDeviceScore { get; init; } = 1;

    [Order(1)]
    public int GoodDeviceScore { get; init; } = 3;

    [Order(2)]
    public int GoodAccountScore { get; init; } = 4;

    [Order(3)]
    public int YoungAccountDays { get; init; } = 40;

    [Order(4)]
    public int RecentChangeDays { get; init; } = 20;

    [Order(5)]
    public int StableChannelDays { get; init; } = 30;

    [Order(6)]
    public int LostModeDays { get; init; } = 7;

    [Order(7)]
    public int CardsPerDeviceInDay { get; init; } = 5;

    [Order(8)]
    public int TriesPerCardAndDeviceIn72Hours { get; init; } = 3;

    [Order(9)]
    public int NamesPerDevice { get; init; } = 2;

    [Order(10)]
    public int CodeAttempts { get; init; } = 3;

    [Order(11)]
    public int CodeMinutes { get; init; } = 10;

    [Order(12)]
    public int CodesPerProvisioning { get; init; } = 3;

    [Order(13)]
    public int TokenYears { get; init; } = 3;

    // Over all devices.
    [Order(14)]
    public int TriesPerCardIn72Hours { get; init; } = 10;

    // How many people at the issuer's desk confirm on the yellow path; on the orange path always two.
    [Order(15)]
    public int DeskApprovers { get; init; } = 2;
}
