using System.Text.RegularExpressions;

namespace Tessera.Tidy;

/// <summary>Markdown with one title each, whose links resolve.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Links_between_documents_resolve() => Finding.AssertNone(RepositoryFiles.WithExtension(".md")
        .SelectMany(path => Links(path).SelectMany(link => Check(path, link.Line, link.Target))));

    [Fact]
    public void Documents_have_one_title() => Finding.AssertNone(RepositoryFiles.WithExtension(".md")
        .Select(path => (path, Titles: Prose(path).Count(line => line.Text.StartsWith("# ", StringComparison.Ordinal))))
        .Where(document => document.Titles != 1)
        .Select(document => new Finding(document.path, 0, $"{document.Titles} titles; one is right")));

    private static IEnumerable<Finding> Check(string path, int line, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
        {
            yield break;
        }

        var parts = target.Split('#', 2);
        var folder = Path.GetDirectoryName(RepositoryFiles.Full(path))!;
        var full = parts[0] switch
        {
            "" => RepositoryFiles.Full(path),
            ['/', .. var fromRoot] => RepositoryFiles.Full(fromRoot),
            var relative => Path.GetFullPath(Path.Combine(folder, relative)),
        };
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            yield return new Finding(path, line, $"{target} leads nowhere");
        }
        else if (parts.Length == 2 && full.EndsWith(".md", StringComparison.Ordinal)
            && !Anchors(Path.GetRelativePath(RepositoryFiles.Root, full)).Contains(parts[1], StringComparer.Ordinal))
        {
            yield return new Finding(path, line, $"{target} names no heading");
        }
    }

    private static IEnumerable<string> Anchors(string path) => Prose(path)
        .Where(line => line.Text.StartsWith('#'))
        .Select(line => line.Text.TrimStart('#').Trim().ToLowerInvariant())
        .Select(title => NoAnchorCharacter().Replace(title, "").Replace(' ', '-'));

    private static IEnumerable<(int Line, string Target)> Links(string path) => Prose(path)
        .SelectMany(line => Link().Matches(InlineCode().Replace(line.Text, ""))
            .Select(match => (line.Number, match.Groups["target"].Value)));

    private static IEnumerable<(int Number, string Text)> Prose(string path)
    {
        var isCode = false;
        var number = 0;
        foreach (var text in RepositoryFiles.Lines(path))
        {
            number++;
            if (text.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode)
            {
                yield return (number, text);
            }
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoAnchorCharacter();
}
