using System.CommandLine;
using Tessera.Cli.Load.Wire;

namespace Tessera.Cli.Load.Payments;

/// <summary><c>tessera load payments</c></summary>
internal static class PaymentVerb
{
    // Prepared cryptograms are good for some minutes only.
    private const int LongestSeconds = 480;

    private static readonly PaceOptions Links = new(inFlight: 64, connections: 32, perSecond: 20_000);

    public static Command Create()
    {
        var verb = new Command("payments", Usage.Text(
            "POST /v1/payments: orders paid in apps of 16 shops, each with a network token, an in-app cryptogram in "
            + "JSON and an idempotency key of its own. Where more are in flight than there are connections, requests "
            + "follow each other on a connection before their answers.",
            LoadVerb.ExitCodes,
            "tessera load payments --seconds 10 --connections 32 --in-flight 64",
            "tessera load payments --rate 1000 --seconds 60 --json"));
        Links.AddTo(verb);
        LoadTarget.AddTo(verb, hasIso: false);
        verb.SetAction((parsed, cancel) => LoadVerb.MeasureAsync(parsed, tell => PaymentLoad.RunAsync(
            Read(parsed), LoadTarget.Read(parsed, hasIso: false), tell, cancel)));
        return verb;
    }

    private static LinkSettings Read(ParseResult parsed)
    {
        var settings = Links.Read(parsed);
        return settings.Seconds + settings.WarmUpSeconds > LongestSeconds
            ? throw LoadException.Usage($"Cryptograms are good for some minutes: at most {LongestSeconds} seconds.")
            : settings;
    }
}
