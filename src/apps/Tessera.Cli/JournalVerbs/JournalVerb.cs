using System.CommandLine;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Cli.JournalVerbs;

/// <summary><c>tessera journal</c>: the journal of a data folder, read beside a running server.</summary>
internal static class JournalVerb
{
    public static Command Create() => new("journal", "The journal of a data folder: show its rows, verify its chain.")
    {
        ShowVerb.Create(),
        VerifyVerb.Create(),
        AcceptHeadVerb.Create(),
    };

    internal static Option<string> DataOption() => new("--data")
    {
        Description = "The data folder, as given to tessera serve.",
        Required = true,
    };

    /// <summary>Runs an act on the folder; what the journal refuses goes to stderr.</summary>
    internal static int On(string data, Func<SqliteFolder, int> act)
    {
        var folder = new SqliteFolder(data);
        if (!File.Exists(folder.JournalFile))
        {
            Console.Error.WriteLine($"No journal in {data}");
            return ExitCode.Usage;
        }

        try
        {
            return act(folder);
        }
        catch (JournalException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCode.Failure;
        }
    }
}
