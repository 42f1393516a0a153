using System.CommandLine;
using Tessera.Cli.Backup;
using Tessera.Cli.Codecs;
using Tessera.Cli.Conformance;
using Tessera.Cli.Demo;
using Tessera.Cli.Doctor;
using Tessera.Cli.JournalVerbs;
using Tessera.Cli.Load;
using Tessera.Cli.Readers;
using Tessera.Cli.Serving;
using Tessera.Cli.Torture;

namespace Tessera.Cli;

/// <summary>The verbs of the command line: one factory per verb, one file per factory.</summary>
internal static class Verbs
{
    public static RootCommand Root()
    {
        var root = new RootCommand("Tessera: a mobile payment system that an organisation runs itself.")
        {
            AcquirerVerb.Create(),
            BackupVerb.Create(),
            ConformanceVerb.Create(),
            DemoVerb.Create(),
            DeviceVerb.Create(),
            DoctorVerb.Create(),
            EmvVerb.Create(),
            Iso8583Verb.Create(),
            IssuerVerb.Create(),
            JournalVerb.Create(),
            KeysVerb.Create(),
            LoadVerb.Create(),
            ServeVerb.Create(),
            TerminalVerb.Create(),
            TortureVerb.Create(),
        };
        BriefHelp.Install(root);
        return root;
    }
}
