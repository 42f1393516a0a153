namespace Tessera.Client.Statistics;

/// <summary>How far activation requests came, counted from the journal's events.</summary>
public sealed record ActivationFunnel
{
    public long Eligible { get; init; }

    public long TermsAccepted { get; init; }

    public long Decided { get; init; }

    public long Green { get; init; }

    public long Yellow { get; init; }

    public long Orange { get; init; }

    public long Red { get; init; }

    public long CodesIssued { get; init; }

    public long CodesRefused { get; init; }

    public long Completed { get; init; }

    public long Declined { get; init; }

    /// <summary>Decided requests by reason; one request may have several.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>();
}
