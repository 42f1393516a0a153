using System.CommandLine;
using Tessera.Cli.Load.Wire;

namespace Tessera.Cli.Load.Chain;

/// <summary><c>tessera load chain</c></summary>
internal static class ChainVerb
{
    private static readonly PaceOptions Links = new(inFlight: 256, connections: 4, perSecond: 30_000);

    public static Command Create()
    {
        var verb = new Command("chain", Usage.Text(
            "Taps through three processes with a journal each: an acquirer takes them from the tills, a network "
            + "verifies the token and finds the card, an issuer decides on the account; ISO 8583 between them. "
            + "Afterwards the three journals must hold the same payments.",
            "Exit codes: 0 measured, every message answered, the books agree; 1 not; 2 usage.",
            "tessera load chain --in-flight 512 --seconds 10",
            "tessera load chain --rate 5000 --json"));
        Links.AddTo(verb);
        verb.SetAction((parsed, cancel) => LoadVerb.MeasureAsync(
            parsed, tell => ChainLoad.RunAsync(Links.Read(parsed), tell, cancel)));
        return verb;
    }
}
