using System.Globalization;
using Tessera.Simulation.Checker;

namespace Tessera.Simulation.Runs;

/// <summary>What a sweep found and how much happened in it. Threads add to it.</summary>
internal sealed class SweepResult
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<ulong, IReadOnlyList<Breach>> found = [];
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private TimeSpan simulated;
    private int seeds;

    public IReadOnlyDictionary<ulong, IReadOnlyList<Breach>> Found => found;

    public int Seeds => seeds;

    /// <summary>How often each thing happened over all seeds.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public void Add(ulong seed, SeedNumbers numbers, Examination examined)
    {
        lock (gate)
        {
            seeds++;
            simulated += numbers.Virtual;
            Count("messages", numbers.Messages);
            Count("messages lost", numbers.Lost);
            Count("messages repeated", numbers.Repeated);
            Count("messages late", numbers.Late);
            Count("messages into a cut line", numbers.Cut);
            Count("restarts", numbers.Restarts);
            Count("damage refused at a start", numbers.Refused);
            Count("disk faults", numbers.DiskFaults);
            Count("await boundaries", numbers.Steps);
            foreach (var (name, times) in numbers.Incidents.Concat(examined.Events))
            {
                Count(name, times);
            }

            if (examined.Breaches.Count > 0)
            {
                found.Add(seed, examined.Breaches);
            }
        }
    }

    public string Summary(TimeSpan wall) => string.Join(Environment.NewLine,
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds} seeds in {wall.TotalSeconds:F1} s: {seeds / wall.TotalSeconds:F1} a second, "
            + $"{simulated.TotalHours:F1} h simulated, {simulated / wall:F0} times as fast as a clock, "
            + $"{Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of the processors"),
        .. counts.Select(count => $"  {count.Key}: {count.Value.ToString(CultureInfo.InvariantCulture)}"),
        found.Count == 0 ? "Nothing found." : $"{found.Count} seeds failed.",
    ]);

    private void Count(string name, long times) => counts[name] = counts.GetValueOrDefault(name) + times;
}
