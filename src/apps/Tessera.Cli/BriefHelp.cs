using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tessera.Cli;

/// <summary>
/// Help that lists the verbs below a command by their first line; exit codes and examples stay with each.
/// </summary>
internal sealed class BriefHelp(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new BriefHelp((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        foreach (var verb in parseResult.CommandResult.Command.Subcommands)
        {
            verb.Description = verb.Description?.Split('\n')[0];
        }

        return help.Invoke(parseResult);
    }
}
