namespace Tessera.Server.Problems;

/// <summary>One row of the problem catalogue: the stable code, the HTTP status and what it means. The docs page of
/// the problem is made from it.</summary>
public sealed record ProblemKind(string Code, int Status, string Title, string Advice)
{
    /// <summary>Of 429 and 503.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    public string TypeUri => "/docs/problems/" + Code;
}
