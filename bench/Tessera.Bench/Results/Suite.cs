using Tessera.Bench.Measuring;
using Tessera.Bench.Memory;
using Tessera.Bench.Micro;
using Tessera.Bench.Peers;
using Tessera.Bench.Shards;
using Tessera.Bench.Wire;

namespace Tessera.Bench.Results;

/// <summary>The parts, all in one run, so that a figure may be divided by the peer's; the peer is first. A part is
/// written when it is done: what fails later takes nothing away.</summary>
internal sealed class Suite(SuiteSettings settings, IReadOnlyCollection<string> parts, string folder)
{
    public static readonly string[] Parts = ["peers", "micro", "shard", "wire", "long", "memory"];

    private readonly List<Topic> topics = [];
    private string? postgres;

    public async Task RunAsync(Action<string> tell)
    {
        foreach (var part in Parts.Where(parts.Contains))
        {
            var before = MachineLine.Load();
            if (await RunAsync(part, tell) is { } topic)
            {
                topics.Add(topic);
                Write(topic, before, tell);
            }
        }

        tell($"Results are in {folder}.");
    }

    private async Task<Topic?> RunAsync(string part, Action<string> tell)
    {
        switch (part)
        {
            case "micro":
                return MicroPart.Run(settings, tell);
            case "shard":
                return await ShardPart.RunAsync(settings, tell);
            case "wire":
                return await WirePart.RunAsync(settings, tell);
            case "long":
                return await LongPart.RunAsync(settings, tell);
            case "memory":
                return await MemoryPart.RunAsync(settings, tell);
        }

        if (PostgresServer.FindBinaries() is not { } binaries)
        {
            tell("MISSING: PostgreSQL (Debian package postgresql); its runs are skipped");
            return null;
        }

        await using var server = await PostgresServer.StartAsync(binaries);
        postgres = server.Version;
        return await PeersPart.RunAsync(server, settings, tell);
    }

    private void Write(Topic topic, string before, Action<string> tell)
    {
        var peer = topic.IsCompared ? PeersPart.Reference(topics) : null;
        var machine = $"{DateTime.UtcNow:yyyy-MM-dd}, {MachineLine.Describe(postgres)} (before: {before}). "
            + $"{settings.Runs} runs of {settings.Seconds} s each unless said.";
        ResultsFile.Write(folder, topic, machine, peer);
        var table = topic.Figures.Count > 0 ? ResultsFile.Table(topic.Figures, peer) : "";
        tell($"\n{topic.Title}\n{machine}\n\n{table}");
    }
}
