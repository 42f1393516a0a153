using Tessera.Client.Wire;

namespace Tessera.Client;

/// <summary>The server refused a request; <see cref="Code"/> is the stable name of the reason.</summary>
public sealed class TesseraProblemException(Problem problem)
    : Exception($"{problem.Status}: {problem.Code ?? "unknown"}: {problem.Detail ?? problem.Title}")
{
    public Problem Problem { get; } = problem;

    public string Code => Problem.Code ?? "unknown";

    public int Status => Problem.Status;
}
