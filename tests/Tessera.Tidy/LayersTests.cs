using System.Xml.Linq;

namespace Tessera.Tidy;

/// <summary>Project files against <c>eng/layers.txt</c>: who may reference whom, and which packages.</summary>
public sealed class LayersTests
{
    private const string Table = "eng/layers.txt";

    private static readonly Dictionary<string, string[]> Allowed = RepositoryFiles.Lines(Table)
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(':', 2))
        .ToDictionary(
            parts => parts[0].Trim(),
            parts => parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries),
            StringComparer.Ordinal);

    private static IEnumerable<string> Projects =>
        RepositoryFiles.WithExtension(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void Projects_reference_what_their_layer_allows() =>
        Finding.AssertNone(Projects.SelectMany(path => Allowed.TryGetValue(NameOf(path), out var allowed)
            ? References(path)
                .Where(reference => !allowed.Contains("*", StringComparer.Ordinal)
                    && !allowed.Contains(reference.Name, StringComparer.Ordinal))
                .Select(reference => new Finding(path, reference.Line, $"may not reference {reference.Name} ({Table})"))
            : [new Finding(path, 0, $"has no line in {Table}")]));

    [Fact]
    public void Layer_table_names_only_projects_and_references_that_exist()
    {
        var projects = Projects.ToDictionary(NameOf, path => path, StringComparer.Ordinal);
        var lines = RepositoryFiles.Lines(Table).ToList();

        Finding.AssertNone(Allowed.SelectMany(row =>
        {
            var line = lines.FindIndex(text => text.StartsWith(row.Key + ":", StringComparison.Ordinal)) + 1;
            if (!projects.TryGetValue(row.Key, out var path))
            {
                return [new Finding(Table, line, $"{row.Key} is no project")];
            }

            var used = References(path).Select(reference => reference.Name).ToHashSet(StringComparer.Ordinal);
            return row.Value
                .Where(name => name != "*" && !used.Contains(name))
                .Select(name => new Finding(Table, line, $"{row.Key} does not reference {name}: drop it"));
        }));
    }

    [Fact]
    public void Packages_are_pinned_in_one_place() =>
        Finding.AssertNone(RepositoryFiles.WithExtension(".csproj", ".props")
            .Where(path => path != "Directory.Packages.props")
            .SelectMany(path => Elements(path, "PackageReference")
                .Where(element => element.Attribute("Version") is not null)
                .Select(element => new Finding(path, LineOf(element), "versions stand in Directory.Packages.props"))));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryFiles.Full("Tessera.slnx"));

        Finding.AssertNone(RepositoryFiles.WithExtension(".csproj")
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            .Select(path => new Finding(path, 0, "is not in Tessera.slnx")));
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<(string Name, int Line)> References(string path) =>
        Elements(path, "ProjectReference")
            .Select(element => (NameOf(element.Attribute("Include")!.Value.Replace('\\', '/')), LineOf(element)))
            .Concat(Elements(path, "PackageReference")
                .Select(element => ($"package:{element.Attribute("Include")!.Value}", LineOf(element))));

    private static IEnumerable<XElement> Elements(string path, string name) =>
        XDocument.Load(RepositoryFiles.Full(path), LoadOptions.SetLineInfo).Descendants(name);

    private static int LineOf(XElement element) => ((System.Xml.IXmlLineInfo)element).LineNumber;
}
