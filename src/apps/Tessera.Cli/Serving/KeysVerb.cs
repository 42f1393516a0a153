using System.CommandLine;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Journal;
using Tessera.Journal.Sqlite;
using Tessera.Server.Switch;
using Tessera.Server.World;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera keys zone</c>: the key that two ends of an ISO 8583 link share, from one data folder into
/// another. Key material lies in private files only; check values are printed for people to compare.</summary>
internal static class KeysVerb
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder; its server must be stopped.",
        Required = true,
    };

    private static readonly Option<string> Participant = new("--participant")
    {
        Description = "The code of the other end, as this folder's directory has it.",
        Required = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Count != 1 || !IsCode(result.Tokens[0].Value))
                {
                    result.AddError("--participant is a code of up to eleven digits");
                }
            },
        },
    };

    private static readonly Option<string[]> Components = new("--component")
    {
        Description = "Two or three files, one component of the transport key in each. Carry them apart.",
        Arity = new ArgumentArity(2, 3),
        Required = true,
    };

    private static readonly Option<string> Block = new("--block")
    {
        Description = "The file of the zone key, as a key block under the transport key.",
        Required = true,
    };

    public static Command Create()
    {
        var make = new Command("make", Usage.Text(
            "Makes a transport key in components and a zone key under it, and writes both for the other end.",
            "Exit codes: 0 written; 1 a file exists, or the folder is in use; 2 usage.",
            "tessera keys zone make --data data --participant 99900000021 --component a.key --component b.key"
                + " --block zone.block"))
        {
            Data, Participant, Components, Block,
        };
        make.SetAction(result => Run(result, ZoneKeyFiles.Make));
        var import = new Command("import", Usage.Text(
            "Takes the components and the zone key that the other end made.",
            "Exit codes: 0 taken; 1 a file does not open, or the folder is in use; 2 usage.",
            "tessera keys zone import --data issuer-data --participant 99900000001 --component a.key"
                + " --component b.key --block zone.block"))
        {
            Data, Participant, Components, Block,
        };
        import.SetAction(result => Run(result, ZoneKeyFiles.Import));
        return new Command("keys", "Keys that are shared with other parties.")
        {
            new Command("zone", "Keys of ISO 8583 links.") { make, import },
        };
    }

    private static int Run(
        ParseResult result,
        Func<SoftwareHsm, string, IReadOnlyList<string>, string, (string Transport, string Zone)> act)
    {
        var folder = result.GetValue(Data)!;
        try
        {
            WorldSetup.CreatePrivate(folder);
            using var only = FolderLock.Take(new SqliteFolder(folder).LockFile);
            using var hsm = SoftwareHsm.Open(
                new SoftwareHsmOptions { Folder = Path.Combine(folder, "keys"), World = HsmWorld.Test });
            var zone = SwitchSettings.ZoneKeySet(result.GetValue(Participant)!);
            var checks = act(hsm, zone, result.GetValue(Components)!, result.GetValue(Block)!);
            Console.Out.WriteLine($"transport key  {checks.Transport}");
            Console.Out.WriteLine($"zone key       {checks.Zone}");
            return ExitCode.Success;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JournalException
            or HsmException or FormatException)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.Failure;
        }
    }

    private static bool IsCode(string text) => text.Length is > 0 and <= 11 && text.All(char.IsAsciiDigit);
}
