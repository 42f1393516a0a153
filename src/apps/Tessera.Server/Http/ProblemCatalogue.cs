using System.Collections.Frozen;

namespace Tessera.Server.Http;

/// <summary>Every problem the server can answer: those of HTTP and the refusals of Core.</summary>
public static class ProblemCatalogue
{
    public static IReadOnlyList<ProblemKind> All { get; } = [.. ProblemKinds.All];

    private static readonly FrozenDictionary<string, ProblemKind> ByCode = All.ToFrozenDictionary(kind => kind.Code);

    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);
}
