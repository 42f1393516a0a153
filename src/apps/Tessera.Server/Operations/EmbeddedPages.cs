using System.Reflection;

namespace Tessera.Server.Operations;

/// <summary>The page's files travel inside the assembly, so every way of hosting serves them.</summary>
internal static class EmbeddedPages
{
    private const string Prefix = "pages/";

    private static readonly Assembly Home = typeof(EmbeddedPages).Assembly;

    private static readonly Dictionary<string, byte[]> Files = Home.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Load, StringComparer.Ordinal);

    public static bool TryFind(string name, out byte[] bytes, out string contentType)
    {
        contentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "",
        };
        bytes = Files.GetValueOrDefault(name, []);
        return bytes.Length > 0 && contentType.Length > 0;
    }

    public static byte[] Find(string name) => Files[name];

    private static byte[] Load(string resource)
    {
        using var source = Home.GetManifestResourceStream(resource)!;
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }
}
