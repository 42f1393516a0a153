using Tessera.Journal.ReadModels;

namespace Tessera.Server.Api.Settlement;

/// <summary>All fees of one business date and currency, as booked and as computed again.</summary>
public sealed record FeeCheckView
{
    public required string Currency { get; init; }

    public required long Presentments { get; init; }

    /// <summary>Those whose fees came with a network's message.</summary>
    public required long Given { get; init; }

    public required FeeSumsView Booked { get; init; }

    public required FeeSumsView Recomputed { get; init; }

    /// <summary>Presentments where the two differ.</summary>
    public required long Differences { get; init; }

    public static FeeCheckView Of(FeeCheck check) => new()
    {
        Currency = World.WireText.CurrencyCode(check.CurrencyNumber),
        Presentments = check.Presentments,
        Given = check.Given,
        Booked = FeeSumsView.Of(check.Booked),
        Recomputed = FeeSumsView.Of(check.Recomputed),
        Differences = check.Differences,
    };
}
