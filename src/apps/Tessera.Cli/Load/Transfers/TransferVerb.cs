using System.CommandLine;

namespace Tessera.Cli.Load.Transfers;

/// <summary><c>tessera load transfers</c></summary>
internal static class TransferVerb
{
    private static readonly Option<int> InFlight = NumberOption.Of(
        "--in-flight", "Callers, each with one transfer at a time.", 512, 1, 4_096);

    private static readonly Option<int> Accounts = NumberOption.Of(
        "--accounts", "Accounts of one bank.", 10_000, 2, 1_000_000);

    public static Command Create()
    {
        var verb = new Command("transfers", Usage.Text(
            "Transfers between accounts of a bank, by callers inside the server's process: durable, double entry and "
            + "limits on, read models on, no wire. Everything lies in a temporary folder.",
            LoadVerb.ExitCodes,
            "tessera load transfers --seconds 10 --in-flight 512"))
        {
            LoadVerb.Seconds, LoadVerb.WarmUp, InFlight, Accounts, LoadVerb.IsJson,
        };
        verb.SetAction((parsed, cancel) => LoadVerb.MeasureAsync(
            parsed,
            tell => TransferLoad.RunAsync(
                new TransferSettings(
                    parsed.GetValue(LoadVerb.WarmUp), parsed.GetValue(LoadVerb.Seconds), parsed.GetValue(InFlight),
                    parsed.GetValue(Accounts)),
                tell,
                cancel)));
        return verb;
    }
}
