using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tessera.Tidy;

/// <summary>The syntax of every C# file, parsed once.</summary>
internal static class SourceTrees
{
    private static readonly ConcurrentDictionary<string, SyntaxNode> Roots = new(StringComparer.Ordinal);

    public static SyntaxNode Of(string path) => Roots.GetOrAdd(path, key => CSharpSyntaxTree
        .ParseText(File.ReadAllText(RepositoryFiles.Full(key)), new CSharpParseOptions(LanguageVersion.Preview))
        .GetRoot());

    /// <summary>A finding at the line where the piece of syntax begins.</summary>
    public static Finding At(string path, SyntaxNodeOrToken piece, string rule) =>
        new(path, piece.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, rule);
}
