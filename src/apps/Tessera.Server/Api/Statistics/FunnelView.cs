namespace Tessera.Server.Api.Statistics;

/// <summary>How far activation requests came, counted from events.</summary>
public sealed record FunnelView
{
    public string Object => "activation_funnel";

    public required long Eligible { get; init; }

    public required long TermsAccepted { get; init; }

    public required long Decided { get; init; }

    public required long Green { get; init; }

    public required long Yellow { get; init; }

    public required long Orange { get; init; }

    public required long Red { get; init; }

    public required long CodesIssued { get; init; }

    public required long CodesRefused { get; init; }

    public required long Completed { get; init; }

    public required long Declined { get; init; }

    /// <summary>Decided requests by reason; one request may have several.</summary>
    public required IReadOnlyDictionary<string, long> Reasons { get; init; }
}
