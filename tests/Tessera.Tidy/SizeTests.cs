using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tessera.Tidy;

/// <summary>How long files, lines, folders and lists of parameters may get.</summary>
public sealed class SizeTests
{
    private const int MaxCodeLines = 400;
    private const int MaxTestLines = 700;
    private const int MaxColumns = 120;
    private const int MaxFilesPerFolder = 25;
    private const int MaxFoldersBelowSource = 4;
    private const int MaxParameters = 6;
    private const int MaxProjectLines = 30;

    [Fact]
    public void Files_are_short() => Finding.AssertNone(RepositoryFiles.CSharp()
        .Select(path => (
            path,
            Lines: RepositoryFiles.Lines(path).Length,
            Max: RepositoryFiles.IsTest(path) ? MaxTestLines : MaxCodeLines))
        .Where(file => file.Lines > file.Max)
        .Select(file => new Finding(file.path, file.Max + 1, $"{file.Lines} lines; at most {file.Max}")));

    [Fact]
    public void Lines_are_short() => Finding.AssertNone(RepositoryFiles.CSharp().SelectMany(path =>
        RepositoryFiles.Lines(path)
            .Select((text, index) => (text, Line: index + 1))
            .Where(line => line.text.Length > MaxColumns && !IsOneLiteral(line.text))
            .Select(line => new Finding(path, line.Line, $"{line.text.Length} columns; at most {MaxColumns}"))));

    [Fact]
    public void Folders_hold_few_files() => Finding.AssertNone(RepositoryFiles.CSharp()
        .GroupBy(path => Path.GetDirectoryName(path)!.Replace('\\', '/'), StringComparer.Ordinal)
        .Where(folder => folder.Count() > MaxFilesPerFolder)
        .Select(folder => new Finding(folder.Key, 0, $"{folder.Count()} files; at most {MaxFilesPerFolder}")));

    [Fact]
    public void Folders_are_not_deep() => Finding.AssertNone(RepositoryFiles.CSharp("src")
        .Where(path => path.Split('/').Length - 2 > MaxFoldersBelowSource)
        .Select(path => new Finding(path, 0, $"lies more than {MaxFoldersBelowSource} folders below src")));

    [Fact]
    public void Methods_take_few_parameters() => Finding.AssertNone(RepositoryFiles.CSharp("src").SelectMany(path =>
        SourceTrees.Of(path).DescendantNodes()
            .Where(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax)
            .Where(node => !IsForeign(node))
            .Select(node => (node, node.ChildNodes().OfType<ParameterListSyntax>().First().Parameters.Count))
            .Where(method => method.Count > MaxParameters)
            .Select(method =>
                SourceTrees.At(path, method.node, $"{method.Count} parameters; at most {MaxParameters}"))));

    [Fact]
    public void Project_files_are_short() => Finding.AssertNone(RepositoryFiles.WithExtension(".csproj")
        .Select(path => (path, Lines: RepositoryFiles.Lines(path).Length))
        .Where(file => file.Lines > MaxProjectLines)
        .Select(file => new Finding(file.path, 0, $"{file.Lines} lines; at most {MaxProjectLines}")));

    // The shape of a foreign function is not ours to choose.
    private static bool IsForeign(SyntaxNode node) =>
        node is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.ExternKeyword);

    // Published hex in a table of test data cannot be broken without harm.
    private static bool IsOneLiteral(string line)
    {
        var text = line.Trim();
        return !text.Contains(' ', StringComparison.Ordinal) && text.Contains('"', StringComparison.Ordinal);
    }
}
