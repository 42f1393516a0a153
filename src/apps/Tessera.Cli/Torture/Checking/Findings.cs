namespace Tessera.Cli.Torture.Checking;

/// <summary>What a check found wrong; empty lists when nothing is.</summary>
internal sealed class Findings
{
    private const int MostKept = 200;

    private readonly HashSet<string> lost = [];
    private readonly HashSet<string> doubled = [];
    private readonly HashSet<string> breaks = [];

    /// <summary>Acknowledged, and not there or not as told.</summary>
    public IReadOnlyCollection<string> Lost => lost;

    /// <summary>There more often than it was asked for.</summary>
    public IReadOnlyCollection<string> Doubled => doubled;

    /// <summary>Anything else that must always hold and does not.</summary>
    public IReadOnlyCollection<string> Breaks => breaks;

    public bool IsClean => lost.Count + doubled.Count + breaks.Count == 0;

    public void Lose(string what) => Add(lost, what);

    public void Double(string what) => Add(doubled, what);

    public void Break(string what) => Add(breaks, what);

    /// <summary>The same finding counts once, however often it is checked.</summary>
    public void Add(Findings others)
    {
        lost.UnionWith(others.lost);
        doubled.UnionWith(others.doubled);
        breaks.UnionWith(others.breaks);
    }

    public IEnumerable<string> Lines() =>
        lost.Select(what => $"LOST: {what}")
            .Concat(doubled.Select(what => $"DOUBLED: {what}"))
            .Concat(breaks.Select(what => $"BROKEN: {what}"))
            .Take(MostKept);

    private static void Add(HashSet<string> to, string what) => to.Add(what);
}
