namespace Tessera.Client.Statistics;

/// <summary>How far activation attempts came, counted from the journal's events.</summary>
public sealed record ActivationFunnel
{
    public long EligibilityChecks { get; init; }

    public long Eligible { get; init; }

    public long Requested { get; init; }

    public long Green { get; init; }

    public long Yellow { get; init; }

    public long Orange { get; init; }

    public long Red { get; init; }

    public long Activated { get; init; }

    /// <summary>Counts by reason code of the issuer's decision.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();
}
