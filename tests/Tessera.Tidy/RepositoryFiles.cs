namespace Tessera.Tidy;

/// <summary>The files of the checkout, without what builds and package managers make.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] MadeFolders = [".git", "artifacts", "bin", "obj", "node_modules", "data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file, from the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>Every C# file below one of the folders; all of them without a folder.</summary>
    public static IEnumerable<string> CSharp(params string[] folders) => All.Where(path =>
        path.EndsWith(".cs", StringComparison.Ordinal)
        && (folders.Length == 0 || folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal))));

    public static IEnumerable<string> WithExtension(params string[] extensions) =>
        All.Where(path => extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal));

    public static string Full(string path) => Path.Combine(Root, path);

    public static string[] Lines(string path) => File.ReadAllLines(Full(path));

    public static bool IsTest(string path) => path.StartsWith("tests/", StringComparison.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories()
            .Where(inner => !MadeFolders.Contains(inner.Name, StringComparer.Ordinal))
            .SelectMany(Walk));

    private static string Relative(FileInfo file) => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tessera.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No Tessera.slnx above the test program.");
    }
}
