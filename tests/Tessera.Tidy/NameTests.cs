using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tessera.Tidy;

/// <summary>Names that say nothing, names that shadow, and interfaces with one implementation.</summary>
public sealed class NameTests
{
    private static readonly string[] BannedFolders = ["Services", "Models", "Helpers", "Utils", "Common"];
    private static readonly string[] BannedEndings =
        ["Manager", "Helper", "Util", "Utils", "Processor", "Data", "Info"];

    // The port for a hardware module: the one second implementation that the house announces before it has it.
    private static readonly string[] AnnouncedPorts = ["IPaymentHsm"];

    [Fact]
    public void Folders_have_names_of_the_field() => Finding.AssertNone(RepositoryFiles.CSharp()
        .Select(path => (path, Folder: path.Split('/')[..^1].Intersect(BannedFolders).FirstOrDefault()))
        .Where(file => file.Folder is not null)
        .Select(file => new Finding(file.path, 0, $"a folder named {file.Folder} says nothing")));

    [Fact]
    public void Types_have_names_of_the_field() => Finding.AssertNone(Types().SelectMany(type => BannedEndings
        .Where(ending => type.Name.EndsWith(ending, StringComparison.Ordinal))
        .Select(ending => SourceTrees.At(type.Path, type.Node, $"{type.Name}: a type named *{ending} says nothing"))));

    [Fact]
    public void No_type_has_the_name_of_its_folder() => Finding.AssertNone(Types()
        .Where(type => type.Path.Split('/')[^2].Split('.')[^1] == type.Name)
        .Select(type => SourceTrees.At(type.Path, type.Node, $"{type.Name} has the name of its folder")));

    [Fact]
    public void Interfaces_have_two_implementations()
    {
        var bases = RepositoryFiles.CSharp("src", "tests", "samples")
            .SelectMany(path => SourceTrees.Of(path).DescendantNodes().OfType<BaseListSyntax>())
            .SelectMany(list => list.Types.SelectMany(type => Enumerable.Repeat(NameOf(type.Type), Forms(list))))
            .ToLookup(name => name, StringComparer.Ordinal);

        Finding.AssertNone(Types()
            .Where(type => type.Node.IsKind(SyntaxKind.InterfaceDeclaration) && bases[type.Name].Count() < 2)
            .Where(type => !AnnouncedPorts.Contains(type.Name, StringComparer.Ordinal))
            .Select(type => SourceTrees.At(type.Path, type.Node, $"{type.Name} has fewer than two implementations")));
    }

    // A generic type stands for each of its closed forms.
    private static int Forms(BaseListSyntax list) =>
        list.Parent is TypeDeclarationSyntax { TypeParameterList: not null } ? 2 : 1;

    private static IEnumerable<(string Path, BaseTypeDeclarationSyntax Node, string Name)> Types() =>
        RepositoryFiles.CSharp("src").SelectMany(path => SourceTrees.Of(path).DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(node => (path, node, node.Identifier.Text)));

    private static string NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.Text,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        _ => type.ToString(),
    };
}
