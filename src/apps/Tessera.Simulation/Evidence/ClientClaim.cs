namespace Tessera.Simulation.Evidence;

/// <summary>One answer that somebody outside got and may rely on.</summary>
internal sealed record ClientClaim
{
    public required string Node { get; init; }

    /// <summary>authorise, reverse, present or command.</summary>
    public required string Kind { get; init; }

    /// <summary>What names the operation for ever: till and reference of a tap, the id of a command.</summary>
    public required string Key { get; init; }

    /// <summary>approved, declined, done or refused.</summary>
    public required string Outcome { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>SHA-256 of the answer's bytes.</summary>
    public required string AnswerHash { get; init; }

    /// <summary>DE38 of an approval.</summary>
    public string Approval { get; init; } = "";
}
