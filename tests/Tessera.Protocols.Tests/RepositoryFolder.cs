namespace Tessera.Protocols.Tests;

/// <summary>Finds folders of the checkout from wherever the test program lies.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = FindRoot();

    public static string Vectors { get; } = Path.Combine(Root, "vectors");

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
