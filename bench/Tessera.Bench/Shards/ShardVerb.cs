using System.CommandLine;
using Tessera.Bench.Measuring;

namespace Tessera.Bench.Shards;

/// <summary><c>shard</c>: durable authorisations through one shard, without wire and cryptogram.</summary>
internal static class ShardVerb
{
    private static readonly Option<int> Seconds = Number("--seconds", "How long to measure.", 5);
    private static readonly Option<int> WarmUp = Number("--warm-up", "Seconds before the measurement begins.", 2);
    private static readonly Option<int> Tokens = Number("--tokens", "Accounts, each with one token.", 1_000_000);
    private static readonly Option<int> InFlight = Number("--in-flight", "Callers, each with one at a time.", 512);
    private static readonly Option<int> Batch = Number("--batch", "Most commands in one commit.", 256);
    private static readonly Option<int> Most =
        Number("--most-per-second", "So many are made before the clock starts.", 300_000);

    private static readonly Option<bool> IsInMemory = new("--memory")
    {
        Description = "Keep the journal in memory: what the disk takes is the difference.",
    };

    private static readonly Option<bool> HasReadModels = new("--read-models")
    {
        Description = "Build the read models afterwards and tell what they take.",
    };

    public static Command Create()
    {
        var verb = new Command("shard", "Durable authorisations through one shard, double entry and limits on.")
        {
            Seconds, WarmUp, Tokens, InFlight, Batch, Most, IsInMemory, HasReadModels,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var work = new ShardWork
            {
                Seconds = parsed.GetValue(Seconds),
                WarmUpSeconds = parsed.GetValue(WarmUp),
                Tokens = parsed.GetValue(Tokens),
                InFlight = parsed.GetValue(InFlight),
                Batch = parsed.GetValue(Batch),
                Prepared = checked(
                    (parsed.GetValue(WarmUp) + parsed.GetValue(Seconds)) * parsed.GetValue(Most)),
                IsInMemory = parsed.GetValue(IsInMemory),
                HasReadModels = parsed.GetValue(HasReadModels),
            };
            var (run, sizes) = await ShardRun.RunAsync(work);
            Print(run);
            Console.Out.WriteLine(sizes);
            return 0;
        });
        return verb;
    }

    private static void Print(Run run)
    {
        Say($"{run.RatePerS:N0} authorisations/s, {run.Accepted:N0} approved, {run.Others:N0} others");
        Say($"latency ms: p50 {run.P50Ms:F2}, p99 {run.P99Ms:F2}, p99.9 {run.P999Ms:F2}");
        Say($"commit ms: p50 {run.CommitP50Ms:F3}, p99 {run.CommitP99Ms:F3}; {run.PerCommit:F0} a commit");
        Say($"each: {run.CpuMicros:F2} µs of CPU, {run.ShardCpuMicros:F2} µs of it on the shard's thread");
        Say($"each: {run.AllocatedBytes:N0} B allocated");
        Say($"{run.Remark}");
    }

    private static void Say(FormattableString text) => Console.Out.WriteLine(FormattableString.Invariant(text));

    private static Option<int> Number(string name, string text, int usual) => new(name)
    {
        Description = text,
        DefaultValueFactory = _ => usual,
    };
}
