using System.CommandLine;

namespace Tessera.Cli.Load.Activations;

/// <summary><c>tessera load activations</c></summary>
internal static class ActivationVerb
{
    private static readonly Option<int> Count = NumberOption.Of("--count", "Phones.", 10_000, 1, 50_000_000);
    private static readonly Option<int> InFlight = NumberOption.Of(
        "--in-flight", "Phones at once, each on a connection of its own.", 64, 1, 4_096);

    public static Command Create()
    {
        var verb = new Command("activations", Usage.Text(
            "Brings cards onto phones through the public door: 60 of 100 at once, 35 by a one-time code, 5 are "
            + "declined; with real key agreement. Accounts and cards are opened before the clock starts. At the end "
            + "the statistics must tell of as many activations as the journal.",
            "Exit codes: 0 measured, and all counts are equal; 1 not; 2 usage.",
            "tessera load activations --count 100000",
            "tessera load activations --count 1000000 --in-flight 64 --json"))
        {
            Count, InFlight, LoadVerb.IsJson,
        };
        LoadTarget.AddTo(verb, hasIso: false);
        verb.SetAction((parsed, cancel) => LoadVerb.MeasureAsync(parsed, tell => ActivationLoad.RunAsync(
            new ActivationSettings(parsed.GetValue(Count), parsed.GetValue(InFlight)),
            LoadTarget.Read(parsed, hasIso: false), tell, cancel)));
        return verb;
    }
}
