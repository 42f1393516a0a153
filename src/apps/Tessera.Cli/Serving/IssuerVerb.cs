using System.CommandLine;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera issuer</c>: an issuer's own host, with its own folder and books, that dials a network.</summary>
internal static class IssuerVerb
{
    private static readonly MemberOptions Member = new("issuer", "Issuer", "issuer-data", "http://localhost:5090");

    public static Command Create()
    {
        var verb = new Command("issuer", Usage.Text(
            "Runs an issuer's own host: accounts, cards and books in its folder, its API, and a link to a network.",
            "Exit codes: 0 stopped as asked; 1 could not start, or the journal stopped the server; 2 usage.",
            "tessera issuer --connect 127.0.0.1:8583 --participant 99900000021 --network 99900000001 --plain-switch"));
        Member.AddTo(verb);
        verb.SetAction((result, cancel) => HostRun.UntilStoppedAsync(
            Member.Read(result), _ => Task.CompletedTask, cancel));
        return verb;
    }
}
