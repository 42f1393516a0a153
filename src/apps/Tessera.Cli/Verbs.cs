using System.CommandLine;
using Tessera.Cli.Conformance;
using Tessera.Cli.JournalVerbs;

namespace Tessera.Cli;

/// <summary>The verbs of the command line: one factory per verb, one file per factory.</summary>
internal static class Verbs
{
    public static RootCommand Root() => new("Tessera: a mobile payment system that an organisation runs itself.")
    {
        ConformanceVerb.Create(),
        JournalVerb.Create(),
    };
}
