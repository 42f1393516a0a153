using Tessera.Bench.Measuring;
using Tessera.Bench.Micro;
using Tessera.Bench.Peers;
using Tessera.Bench.Shards;
using Tessera.Bench.Wire;

namespace Tessera.Bench.Results;

/// <summary>The parts, all in one run, so that a figure may be divided by the peer's.</summary>
internal sealed class Suite(SuiteSettings settings, IReadOnlyCollection<string> parts, string folder)
{
    public static readonly string[] Parts = ["micro", "shard", "peers", "wire"];

    public async Task RunAsync(Action<string> tell)
    {
        var topics = new List<Topic>();
        var before = MachineLine.Load();
        string? postgres = null;
        if (parts.Contains("micro"))
        {
            topics.Add(MicroPart.Run(settings, tell));
        }

        if (parts.Contains("shard"))
        {
            topics.Add(await ShardPart.RunAsync(settings, tell));
        }

        if (parts.Contains("peers"))
        {
            if (PostgresServer.FindBinaries() is { } binaries)
            {
                await using var server = await PostgresServer.StartAsync(binaries);
                postgres = server.Version;
                topics.Add(await PeersPart.RunAsync(server, settings, tell));
            }
            else
            {
                tell("MISSING: PostgreSQL (Debian package postgresql); its runs are skipped");
            }
        }

        if (parts.Contains("wire"))
        {
            topics.Add(await WirePart.RunAsync(settings, tell));
        }

        var machine = $"{DateTime.UtcNow:yyyy-MM-dd}, {MachineLine.Describe(postgres)} (before: {before}). "
            + $"{settings.Runs} runs of {settings.Seconds} s each unless said.";
        var peer = PeersPart.Reference(topics);
        foreach (var topic in topics)
        {
            var compared = topic.IsCompared ? peer : null;
            ResultsFile.Write(folder, topic, machine, compared);
            tell($"\n{topic.Title}\n{ResultsFile.Table(topic.Figures, compared)}");
        }

        tell($"{machine}\nResults are in {folder}.");
    }
}
