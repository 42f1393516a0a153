using System.Diagnostics;
using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Wire;

/// <summary>Loads over the wire: <c>tessera load</c>, a process of its own against a server of its own.</summary>
internal static class WirePart
{
    private const int Unknown = 2;

    public static async Task<Topic> RunAsync(SuiteSettings settings, Action<string> tell)
    {
        var figures = new List<Figure>();
        foreach (var (what, arguments, runs) in Loads(settings))
        {
            if (await MeasureAsync(what, arguments, runs, tell) is { } figure)
            {
                figures.Add(figure);
            }
        }

        return new Topic(
            "wire",
            "Over the wire",
            figures,
            [
                "A tap is an 0100 over TCP on loopback: parsed, its cryptogram verified, decided, durable, answered by "
                    + "an 0110. Messages are made before the clock starts; the read models run beside the load.",
                "The load and the server are two processes on the same cores. One shard, keys in software, no TLS. "
                    + "Transfers are made in one process, each by a caller of its own.",
                "At a fixed rate a latency counts from when a message was due.",
                "The chain is three servers with a journal each, on the same cores: the acquirer commits a tap twice, "
                    + "the network twice, the issuer once, each before the next is asked or answered. Commits are "
                    + "those of the slowest, processor time and memory those of all.",
                "The peer verifies no cryptogram, keeps no read models and speaks to its callers in its own protocol.",
            ]);
    }

    private static IEnumerable<(string What, string Arguments, int Runs)> Loads(SuiteSettings settings)
    {
        var time = $"--seconds {settings.Seconds} --warm-up {settings.WarmUpSeconds}";
        var devices = settings.IsQuick ? "--devices 100" : "--devices 1000";
        yield return ("tap, AES cryptogram, 512 in flight", $"taps --in-flight 512 {devices} {time}", settings.Runs);
        yield return ("tap, 3DES cryptogram, 512 in flight",
            $"taps --cryptogram 3des --in-flight 512 {devices} {time}", settings.Runs);
        yield return ("tap through acquirer, network and issuer, 512 in flight",
            $"chain --in-flight 512 {devices} {time}", settings.Runs);
        yield return ("the same at a fixed 10,000/s",
            $"chain --rate 10000 --in-flight 4096 {devices} {time}", settings.Runs);
        yield return ("REST payment, token and cryptogram in JSON", $"payments {devices} {time}", settings.Runs);
        yield return ("ledger transfer, 512 callers", $"transfers --in-flight 512 {time}", settings.Runs);
    }

    public static async Task<Figure?> MeasureAsync(string what, string arguments, int count, Action<string> tell)
    {
        var runs = new List<Run>();
        for (var i = 0; i < count; i++)
        {
            tell($"wire: {what}, run {i + 1} of {count}");
            if (await LoadAsync(arguments) is not { } run)
            {
                tell($"MISSING: tessera load does not know {arguments}; skipped");
                return null;
            }

            runs.Add(run);
        }

        return new Figure(what, $"./tessera load {arguments}", runs);
    }

    // It exits with 1 when messages had no answer; the figures say so too. Null: it does not know the arguments.
    private static async Task<Run?> LoadAsync(string arguments)
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
        if (process.ExitCode == Unknown)
        {
            return null;
        }

        return output.Length > 0
            ? LoadJson.Read(output)
            : throw new InvalidOperationException($"tessera load {arguments} printed nothing.");
    }
}
