using System.CommandLine;
using Tessera.Cli.Load.Wire;

namespace Tessera.Cli.Load.Taps;

/// <summary><c>tessera load taps</c></summary>
internal static class TapVerb
{
    /// <summary>The newest triple DES version of the short layout, which tokens may use too.</summary>
    private const byte TripleDesVersion = 0x12;

    private static readonly PaceOptions Links = new(inFlight: 256, connections: 4, perSecond: 100_000);

    private static readonly Option<string> Cryptogram = new("--cryptogram")
    {
        Description = "aes, or 3des as the schemes' cards have it.",
        DefaultValueFactory = _ => "aes",
    };

    public static Command Create()
    {
        var verb = new Command("taps", Usage.Text(
            "Taps over ISO 8583 at 64 tills of 16 shops; phones are activated and cryptograms made before the clock "
            + "starts.",
            LoadVerb.ExitCodes,
            "tessera load taps --seconds 10 --in-flight 512",
            "tessera load taps --cryptogram 3des",
            "tessera load taps --url http://localhost:5080 --iso localhost:8583 --admin-key KEY"));
        Links.AddTo(verb);
        Cryptogram.AcceptOnlyFromAmong("aes", "3des");
        verb.Options.Add(Cryptogram);
        LoadTarget.AddTo(verb, hasIso: true);
        verb.SetAction((parsed, cancel) => LoadVerb.MeasureAsync(parsed, tell => TapLoad.RunAsync(
            Links.Read(parsed), LoadTarget.Read(parsed, hasIso: true),
            parsed.GetValue(Cryptogram) == "3des" ? TripleDesVersion : null, tell, cancel)));
        return verb;
    }
}
