using System.Text.Json;
using System.Xml.Linq;

namespace Tessera.Tidy;

/// <summary>The licence of every resolved package, read from its own manifest in the global packages folder.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Accepted =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "PostgreSQL", "MS-PL"];

    // Packages whose manifest names a file instead of an expression; each was read once, for this version.
    private static readonly Dictionary<string, string> ReadByHand = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CommandLineParser 2.9.1"] = "MIT",
        ["Microsoft.DotNet.PlatformAbstractions 3.1.6"] = "MIT",
        ["SQLite 3.53.4"] = "SQLite itself: public domain",
    };

    private static readonly string PackagesFolder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [Fact]
    public void Every_resolved_package_has_an_accepted_licence() =>
        Finding.AssertNone(Resolved().SelectMany(package => Check(package.Path, package.Id, package.Version)));

    [Fact]
    public void Every_package_read_by_hand_is_still_resolved()
    {
        var resolved = Resolved()
            .Select(package => $"{package.Id} {package.Version}")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.All(ReadByHand.Keys, package => Assert.Contains(package, resolved));
    }

    private static IEnumerable<(string Path, string Id, string Version)> Resolved() => RepositoryFiles.All
        .Where(path => Path.GetFileName(path) == "packages.lock.json")
        .SelectMany(path =>
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Full(path)));
            return document.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.TryGetProperty("resolved", out _))
                .Select(package => (path, package.Name, package.Value.GetProperty("resolved").GetString()!))
                .ToList();
        })
        .DistinctBy(package => (package.Name, package.Item3));

    private static IEnumerable<Finding> Check(string path, string id, string version)
    {
        if (ReadByHand.ContainsKey($"{id} {version}"))
        {
            yield break;
        }

        var folder = id.ToLowerInvariant();
        var manifest = Path.Combine(PackagesFolder, folder, version, $"{folder}.nuspec");
        if (!File.Exists(manifest))
        {
            yield return new Finding(path, 0, $"{id} {version} is not restored, so its licence is unknown");
            yield break;
        }

        var licence = LicenceOf(manifest);
        var options = licence.Split(" OR ").Select(option => option.Trim('(', ')'));
        if (!options.Intersect(Accepted, StringComparer.OrdinalIgnoreCase).Any())
        {
            yield return new Finding(path, 0, $"{id} {version}: licence '{licence}' is not accepted");
        }
    }

    private static string LicenceOf(string manifest)
    {
        var metadata = XDocument.Load(manifest).Root!.Elements().First(element => element.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        var kind = licence?.Attribute("type")?.Value;
        return kind == "expression" ? licence!.Value : $"{kind ?? "url"}: {licence?.Value}";
    }
}
