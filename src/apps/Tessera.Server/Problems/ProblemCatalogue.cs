using System.Collections.Frozen;
using Tessera.Core;

namespace Tessera.Server.Problems;

/// <summary>Every problem the server can answer: those of HTTP and the refusals of Core. Two nouns may refuse in the
/// same words; the code is then one.</summary>
public static class ProblemCatalogue
{
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        .. ProblemKinds.All,
        .. RefusalTable.All.Select(RefusalProblems.Kind).DistinctBy(kind => kind.Code)
            .ExceptBy(ProblemKinds.All.Select(kind => kind.Code), kind => kind.Code),
    ];

    private static readonly FrozenDictionary<string, ProblemKind> ByCode = All.ToFrozenDictionary(kind => kind.Code);

    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);
}
