namespace Tessera.Client.Activation;

/// <summary>What the wallet knows about device and account when it links a card; the issuer's policy weighs it.
/// Scores run from 1 (worst) to 5 (best); days are left out where nothing ever happened.</summary>
public sealed record DeviceSignals
{
    public required int DeviceScore { get; init; }

    public required int AccountScore { get; init; }

    public int? DaysSinceAccountChange { get; init; }

    public int? DaysSinceChannelChange { get; init; }

    public int? DaysSinceLostMode { get; init; }

    public int? NamesOnDevice { get; init; }
}
