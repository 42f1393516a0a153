using System.Diagnostics;
using System.Globalization;

namespace Tessera.Bench.Measuring;

/// <summary>What this process has used up to now. Differences of two are what was used between.</summary>
internal sealed record ProcessUse(TimeSpan Cpu, TimeSpan ShardCpu, long AllocatedBytes)
{
    private const long ClockTicksPerSecond = 100;

    public static ProcessUse Now() => new(
        Process.GetCurrentProcess().TotalProcessorTime, ThreadCpu("shard"), GC.GetTotalAllocatedBytes(precise: true));

    public ProcessUse Since(ProcessUse start) => new(
        Cpu - start.Cpu, ShardCpu - start.ShardCpu, AllocatedBytes - start.AllocatedBytes);

    /// <summary>Zero where the system does not tell of threads by name.</summary>
    private static TimeSpan ThreadCpu(string name)
    {
        const string tasks = "/proc/self/task";
        if (!Directory.Exists(tasks))
        {
            return TimeSpan.Zero;
        }

        foreach (var task in Directory.EnumerateDirectories(tasks))
        {
            try
            {
                // "id (name) state …": user and system time are the 12th and 13th field after the name.
                var stat = File.ReadAllText(Path.Combine(task, "stat"));
                if (stat.Contains($"({name})", StringComparison.Ordinal))
                {
                    var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                    var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture)
                        + long.Parse(fields[12], CultureInfo.InvariantCulture);
                    return TimeSpan.FromSeconds((double)ticks / ClockTicksPerSecond);
                }
            }
            catch (IOException)
            {
                // A thread that ended meanwhile.
            }
        }

        return TimeSpan.Zero;
    }
}
