namespace Tessera.Cli.Load;

/// <summary>What one server spent on a load, for one operation, and how long its commits took.</summary>
internal sealed record ServerCost
{
    public required string Name { get; init; }

    public double? CpuMicros { get; init; }

    public double? MemoryMb { get; init; }

    public double? CommitP50Ms { get; init; }

    public double? CommitP99Ms { get; init; }

    public double? PerCommit { get; init; }

    /// <summary>The sums of all, and the commits of the slowest.</summary>
    public static LoadReport AddTo(LoadReport report, ServerCost[] costs)
    {
        var slowest = costs.MaxBy(cost => cost.CommitP99Ms ?? 0)!;
        return report with
        {
            CommitP50Ms = slowest.CommitP50Ms,
            CommitP99Ms = slowest.CommitP99Ms,
            PerCommit = slowest.PerCommit,
            ServerCpuMicros = Sum(costs, cost => cost.CpuMicros),
            ServerMemoryMb = Sum(costs, cost => cost.MemoryMb),
            Servers = costs.Length > 1 ? costs : null,
        };
    }

    private static double? Sum(ServerCost[] costs, Func<ServerCost, double?> part) =>
        costs.Any(cost => part(cost) is null) ? null : Math.Round(costs.Sum(cost => part(cost)!.Value), 2);
}
