using Tessera.Bench.Results;

namespace Tessera.Bench.Memory;

/// <summary>Memory of many accounts, start with many payments, and payments while a snapshot is written.</summary>
internal static class MemoryPart
{
    public static async Task<Topic> RunAsync(SuiteSettings settings, Action<string> tell)
    {
        var sizes = settings.IsQuick ? MemorySizes.Quick : MemorySizes.Usual;
        var lines = await RunAsync(sizes, tell);
        return new Topic("memory", "Memory, start and snapshots", [], lines)
        {
            IsCompared = false,
            Command = $"bench/run memory {sizes}",
        };
    }

    public static async Task<IReadOnlyList<string>> RunAsync(MemorySizes sizes, Action<string> tell)
    {
        var lines = new List<string>();
        if (sizes.Accounts > 0)
        {
            lines.AddRange(MemoryRun.Run(sizes.Accounts, tell));
        }

        if (sizes.Seconds > 0)
        {
            lines.Add(await SnapshotRun.RunAsync(sizes.ShardAccounts, sizes.RatePerS, sizes.Seconds));
            tell(lines[^1]);
        }

        if (sizes.Payments > 0)
        {
            lines.AddRange(RestartRun.Run(sizes.ShardAccounts, sizes.Payments, starts: 3, tell));
        }

        return lines;
    }
}
