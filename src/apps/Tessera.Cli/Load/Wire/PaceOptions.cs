using System.CommandLine;

namespace Tessera.Cli.Load.Wire;

/// <summary>Options of loads that are sent over connections.</summary>
internal sealed class PaceOptions(int inFlight, int connections, int perSecond)
{
    private const int MostMessages = 50_000_000;

    private readonly Option<int> inFlightOption = NumberOption.Of(
        "--in-flight", "Messages without answer, over all connections.", inFlight, 1, 4_096);

    private readonly Option<int> connectionsOption = NumberOption.Of(
        "--connections", "Connections.", connections, 1, 64);

    private readonly Option<int> devices = NumberOption.Of("--devices", "Phones.", 1_000, 1, 1_000_000);
    private readonly Option<int> rate = NumberOption.Of(
        "--rate", "Messages a second; 0 sends as answers come.", 0, 0, 1_000_000);

    private readonly Option<int> mostPerSecond = NumberOption.Of(
        "--most-per-second", "Without a rate: so many are made for each second, before the clock starts.", perSecond,
        1, 1_000_000);

    public void AddTo(Command verb)
    {
        foreach (var option in new Option[]
        {
            LoadVerb.Seconds, LoadVerb.WarmUp, inFlightOption, connectionsOption, devices, rate, mostPerSecond,
            LoadVerb.IsJson,
        })
        {
            verb.Options.Add(option);
        }
    }

    public LinkSettings Read(ParseResult parsed)
    {
        var seconds = parsed.GetValue(LoadVerb.Seconds);
        var warmUp = parsed.GetValue(LoadVerb.WarmUp);
        var each = parsed.GetValue(rate) is > 0 and var fixedRate ? fixedRate : parsed.GetValue(mostPerSecond);
        var settings = new LinkSettings
        {
            WarmUpSeconds = warmUp,
            Seconds = seconds,
            InFlight = parsed.GetValue(inFlightOption),
            Connections = parsed.GetValue(connectionsOption),
            Devices = parsed.GetValue(devices),
            Rate = parsed.GetValue(rate),
            Messages = (int)Math.Min(MostMessages, (warmUp + seconds + 1L) * each),
        };
        return settings.Devices < settings.Connections || settings.InFlight < settings.Connections
            ? throw LoadException.Usage("Each connection needs a phone and a message in flight.")
            : settings;
    }
}
