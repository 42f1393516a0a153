using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tessera.Tidy;

/// <summary>Vector files: claimed by a topic, described, and with a source for each entry.</summary>
public sealed class VectorTests
{
    [Fact]
    public void Every_vector_file_is_claimed_by_a_topic()
    {
        var literals = RepositoryFiles.CSharp("src/apps/Tessera.Cli/Conformance")
            .SelectMany(path => SourceTrees.Of(path).DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken))
            .Select(token => token.ValueText)
            .ToHashSet(StringComparer.Ordinal);

        Finding.AssertNone(VectorFiles()
            .Where(path => !literals.Contains(Path.GetFileName(path).Split('.')[0]))
            .Select(path => new Finding(path, 0, "no topic claims it: a file comes with the codec that passes it")));
    }

    [Fact]
    public void Every_vector_file_is_described()
    {
        var described = File.ReadAllText(RepositoryFiles.Full("vectors/README.md"));

        Finding.AssertNone(VectorFiles()
            .Where(path => !described.Contains($"| {Path.GetFileName(path)} |", StringComparison.Ordinal))
            .Select(path => new Finding(path, 0, "has no row in vectors/README.md")));
    }

    [Fact]
    public void Every_vector_states_its_source() => Finding.AssertNone(VectorFiles().SelectMany(path =>
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Full(path)));
        var root = document.RootElement.Clone();
        var entries = root.TryGetProperty("vectors", out var list) ? list.EnumerateArray() : Enumerable.Repeat(root, 1);
        return entries
            .Where(entry => !entry.TryGetProperty("source", out var source) || source.GetString() is null or "")
            .Select(entry => entry.TryGetProperty("name", out var name) ? name.ToString() : "the table")
            .Select(name => new Finding(path, 0, $"{name} has no source"));
    }));

    private static IEnumerable<string> VectorFiles() => RepositoryFiles.WithExtension(".json")
        .Where(path => path.StartsWith("vectors/", StringComparison.Ordinal));
}
