namespace Tessera.Tidy;

/// <summary>One breach of a house rule, printed so that an editor can jump to it.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
/// <param name="Line">From 1; 0 for the whole file or folder.</param>
/// <param name="Rule">What should hold instead.</param>
internal sealed record Finding(string Path, int Line, string Rule)
{
    public override string ToString() => Line == 0 ? $"{Path}: {Rule}" : $"{Path}:{Line}: {Rule}";

    /// <summary>Fails the test with one line per finding.</summary>
    public static void AssertNone(IEnumerable<Finding> findings)
    {
        var lines = findings.Select(finding => finding.ToString()).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} findings\n{string.Join('\n', lines)}");
    }
}
