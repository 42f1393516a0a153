namespace Tessera.Client.Activation;

/// <summary>What the wallet knows about device and account when it links a card; the issuer's policy weighs it.
/// Scores run from 1 (worst) to 5 (best). Days that are left out count as today; where nothing ever happened send
/// <see cref="Never"/>.</summary>
public sealed record DeviceSignals
{
    /// <summary>A hundred years, for the days since what never happened.</summary>
    public const int Never = 36_500;

    public required int DeviceScore { get; init; }

    public required int AccountScore { get; init; }

    public int? DaysSinceAccountChange { get; init; }

    public int? DaysSinceChannelChange { get; init; }

    public int? DaysSinceLostMode { get; init; }

    public int? NamesOnDevice { get; init; }
}
