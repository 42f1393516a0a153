using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Shards;

/// <summary>The shard alone, at two numbers of callers and with its rows in memory.</summary>
internal static class ShardPart
{
    private const int PerSecond = 300_000;

    public static async Task<Topic> RunAsync(SuiteSettings settings, Action<string> tell)
    {
        var work = Work(settings);
        var (durable, sizes) = await MeasureAsync("512 callers", work, settings.Runs, tell);
        var (fewer, _) = await MeasureAsync("256 callers", work with { InFlight = 256 }, settings.Runs, tell);
        var (inMemory, _) = await MeasureAsync(
            "512 callers, rows in memory (not durable)", work with { IsInMemory = true }, settings.Runs, tell);
        return new Topic("shard", "One shard without a wire", [durable, fewer, inMemory], Notes(settings, sizes));
    }

    private static IReadOnlyList<string> Notes(SuiteSettings settings, ShardSizes sizes) =>
        [
            FormattableString.Invariant(
                $"{settings.Tokens:N0} accounts, cards and tokens; a credit limit and a daily limit on each account."),
            "An authorisation is one command: look-up of the answer to its key, token, counter window, limits, funds, "
                + "a hold in double entry, the payment's record, the stored answer. The cryptogram is not in it.",
            "SQLite in write-ahead mode with synchronous=FULL; snapshots and housekeeping run beside it.",
            "The callers share the cores with the shard. CPU and bytes are of the whole process, callers included.",
            $"The last run with 512 callers: {sizes}.",
        ];

    private static ShardWork Work(SuiteSettings settings) => new()
    {
        Seconds = settings.Seconds,
        WarmUpSeconds = settings.WarmUpSeconds,
        Tokens = settings.Tokens,
        InFlight = 512,
        Prepared = (settings.WarmUpSeconds + settings.Seconds) * PerSecond,
        Batch = 256,
        IsInMemory = false,
    };

    private static async Task<(Figure Figure, ShardSizes Sizes)> MeasureAsync(
        string what, ShardWork work, int count, Action<string> tell)
    {
        var runs = new List<Run>();
        ShardSizes sizes = null!;
        for (var i = 0; i < count; i++)
        {
            tell($"shard: {what}, run {i + 1} of {count}");
            (var run, sizes) = await ShardRun.RunAsync(work);
            runs.Add(run);
        }

        var memory = work.IsInMemory ? " --memory" : "";
        var figure = new Figure(
            what,
            $"bench/run shard --seconds {work.Seconds} --warm-up {work.WarmUpSeconds} --tokens {work.Tokens} "
                + $"--in-flight {work.InFlight}{memory}",
            runs);
        return (figure, sizes);
    }
}
