using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tessera.Tidy;

/// <summary>Marks of unfinished or hidden work, and paths of one machine.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void No_region_and_no_disabled_warning() => Finding.AssertNone(RepositoryFiles.CSharp().SelectMany(path =>
        SourceTrees.Of(path).DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.Kind() is SyntaxKind.RegionDirectiveTrivia
                or SyntaxKind.PragmaWarningDirectiveTrivia)
            .Select(trivia => new Finding(
                path,
                trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                "no regions; a rule that is wrong is turned off in .editorconfig with its reason"))));

    [Fact]
    public void No_work_is_left_as_a_mark() => Finding.AssertNone(RepositoryFiles
        .WithExtension(".cs", ".js", ".mjs", ".razor", ".css", ".html", ".sh")
        .Where(path => path != "tests/Tessera.Tidy/WordTests.cs")
        .SelectMany(path => Matches(path, Mark(), "finish it or file an issue")));

    [Fact]
    public void No_path_of_one_machine() => Finding.AssertNone(RepositoryFiles
        .WithExtension(".cs", ".js", ".mjs", ".md", ".props", ".csproj", ".json", ".txt", ".sh", "")
        .Where(path => path != "LICENSE" && path != "tests/Tessera.Tidy/WordTests.cs")
        .SelectMany(path => Matches(path, MachinePath(), "names a folder of one machine")));

    [Fact]
    public void Sources_name_public_documents_only() => Finding.AssertNone(RepositoryFiles
        .WithExtension(".cs")
        .SelectMany(path => Matches(path, PrivateDocument(), "name the public document and its section")));

    [Fact]
    public void Scripts_at_the_root_can_be_run() => Finding.AssertNone(
        new[] { "run", "test", "bench", "tessera", ".ci/run" }
            .Where(path => !OperatingSystem.IsWindows()
                && File.Exists(RepositoryFiles.Full(path))
                && (File.GetUnixFileMode(RepositoryFiles.Full(path)) & UnixFileMode.UserExecute) == UnixFileMode.None)
            .Select(path => new Finding(path, 0, "has no run bit")));

    private static IEnumerable<Finding> Matches(string path, Regex pattern, string rule) => RepositoryFiles.Lines(path)
        .Select((text, index) => (text, Line: index + 1))
        .Where(line => pattern.IsMatch(line.text))
        .Select(line => new Finding(path, line.Line, $"{pattern.Match(line.text).Value}: {rule}"));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|\bNotImplementedException\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\b[A-Z]{5,} table\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrivateDocument();

    [GeneratedRegex(@"(?<![\w.$}])/(home|root|work|Users)/\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();
}
