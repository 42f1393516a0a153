using System.CommandLine;
using Tessera.Core.Directory;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera acquirer</c>: an acquirer's own host, with its own folder and books: it takes the tills'
/// messages and asks a network.</summary>
internal static class AcquirerVerb
{
    private static readonly MemberOptions Member = new(
        "acquirer", "Acquirer", "acquirer-data", "http://localhost:5070");

    private static readonly Option<int> SwitchPort = new("--switch-port")
    {
        Description = "The ISO 8583 port for its tills; 0 takes a free one, -1 opens none.",
        DefaultValueFactory = _ => 8584,
    };

    public static Command Create()
    {
        var verb = new Command("acquirer", Usage.Text(
            "Runs an acquirer's own host: shops, tills and books in its folder, its API, a door for the tills, and a "
            + "link to a network that answers for the issuers.",
            "Exit codes: 0 stopped as asked; 1 could not start, or the journal stopped the server; 2 usage.",
            "tessera acquirer --connect 127.0.0.1:8583 --participant 99900000031 --network 99900000001 "
            + "--plain-switch"));
        Member.AddTo(verb);
        verb.Options.Add(SwitchPort);
        verb.Options.Add(LinkOptions.Address);
        verb.SetAction((result, cancel) =>
        {
            var port = result.GetValue(SwitchPort);
            var options = Member.Read(result);
            return HostRun.UntilStoppedAsync(
                options with
                {
                    SwitchPort = port < 0 ? null : port,
                    Member = options.Member is { } member
                        ? member with { Role = ParticipantRoles.Acquirer } : null,
                },
                _ => Task.CompletedTask, cancel);
        });
        return verb;
    }
}
