using System.Diagnostics;
using Tessera.Device.Wallet;

namespace Tessera.Cli.Load;

/// <summary>Taps over ISO 8583: activates phones, makes their messages, then sends them and measures.</summary>
internal static class TapLoad
{
    public static async Task<LoadReport> RunAsync(LoadSettings settings, Action<string> tell, CancellationToken cancel)
    {
        tell("Starting a server of its own…");
        using var server = await LoadServer.StartAsync(cancel);
        tell($"Activating {settings.Devices} phones…");
        var phones = await LoadPhones.ActivateAsync(server, settings.Devices, cancel);
        tell($"Making {settings.Messages} taps with their cryptograms…");
        var messages = new TapMessages(server.Port);
        var links = Make(settings, messages, phones);
        try
        {
            foreach (var link in links)
            {
                await link.OpenAsync(server.Port, messages.SignOn(), cancel);
            }

            tell($"Sending for {settings.WarmUpSeconds} s and {settings.Seconds} s over {settings.Connections} links…");
            var clock = LoadClock.Begin(settings);
            var rate = (double)settings.Rate / settings.Connections;
            await Task.WhenAll(links.Select((link, i) => Task.Run(
                () => link.RunAsync(settings.WindowOf(i), rate, clock, cancel), cancel)));
            return Report(links, clock);
        }
        finally
        {
            Array.ForEach(links, link => link.Dispose());
            Array.ForEach(phones, phone => phone.Dispose());
        }
    }

    // Each link has phones of its own.
    private static TapLink[] Make(LoadSettings settings, TapMessages messages, VolatilePhone[] phones)
    {
        var each = settings.Messages / settings.Connections;
        var owned = phones.Length / settings.Connections;
        var links = new TapLink[settings.Connections];
        Parallel.For(0, links.Length, i =>
        {
            var first = 1 + (i * each);
            links[i] = new TapLink(
                messages.Make(phones[(i * owned)..((i + 1) * owned)], first, each), first);
        });
        return links;
    }

    private static LoadReport Report(TapLink[] links, LoadClock clock)
    {
        var ticks = links.SelectMany(link => link.Ticks).Order().ToArray();
        var codes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in links.SelectMany(link => link.Codes))
        {
            codes[code] = codes.GetValueOrDefault(code) + count;
        }

        var seconds = Stopwatch.GetElapsedTime(clock.From, links.Max(link => link.LastAt)).TotalSeconds;
        var accepted = codes.GetValueOrDefault("00");
        codes.Remove("00");
        return new LoadReport
        {
            Operation = "taps",
            Seconds = Math.Round(seconds, 3),
            RatePerS = Math.Round(ticks.Length / seconds, 1),
            P50Ms = At(ticks, 0.5),
            P99Ms = At(ticks, 0.99),
            P999Ms = At(ticks, 0.999),
            Accepted = accepted,
            Refused = codes.Values.Sum(),
            Errors = links.Sum(link => link.Unanswered),
            RefusedByCode = codes,
            RanOut = links.Any(link => link.RanOut),
        };
    }

    private static double At(long[] sorted, double share) => sorted.Length == 0 ? 0 : Math.Round(
        sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))] * 1_000d / Stopwatch.Frequency, 3);
}
