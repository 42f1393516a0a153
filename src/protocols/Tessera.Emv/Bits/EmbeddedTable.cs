// The tables of this folder are text files inside the assembly: one row a line, '#' starts a comment line.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

internal static class EmbeddedTable
{
    public static IEnumerable<string> Rows(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name);
        Invariant.Check(stream is not null, "every table named in code is embedded in the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
