using System.Diagnostics;
using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Wire;

/// <summary>Loads over the wire: <c>tessera load</c>, a process of its own against a server of its own.</summary>
internal static class WirePart
{
    private const int FixedRate = 1_000;

    public static async Task<Topic> RunAsync(SuiteSettings settings, Action<string> tell)
    {
        var time = $"--seconds {settings.Seconds} --warm-up {settings.WarmUpSeconds}";
        var devices = settings.IsQuick ? "--devices 100" : "--devices 1000";
        var minutes = settings.IsQuick ? "--seconds 5" : "--seconds 600";
        return new Topic(
            "wire",
            "Over the wire",
            [
                await MeasureAsync("tap, 512 in flight", $"taps --in-flight 512 {devices} {time}", settings, tell),
                await MeasureAsync(
                    $"tap at a fixed {FixedRate:N0}/s", $"taps --rate {FixedRate} {devices} {minutes}",
                    settings with { Runs = 1 }, tell),
            ],
            [
                "A tap is an 0100 over TCP on loopback: parsed, its cryptogram verified, decided, durable, answered by "
                    + "an 0110. Messages are made before the clock starts; the read models run beside the load.",
                "The load and the server are two processes on the same cores. One shard, keys in software, no TLS.",
                "At a fixed rate a latency counts from when a message was due.",
            ]);
    }

    private static async Task<Figure> MeasureAsync(
        string what, string arguments, SuiteSettings settings, Action<string> tell)
    {
        var runs = new List<Run>();
        for (var i = 0; i < settings.Runs; i++)
        {
            tell($"wire: {what}, run {i + 1} of {settings.Runs}");
            runs.Add(await LoadAsync(arguments));
        }

        return new Figure(what, $"./tessera load {arguments}", runs);
    }

    // It exits with 1 when messages had no answer; the figures say so too.
    private static async Task<Run> LoadAsync(string arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, "tessera"), ["load", .. arguments.Split(' '), "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Length > 0
            ? LoadJson.Read(output)
            : throw new InvalidOperationException($"tessera load {arguments} printed nothing.");
    }
}
