using System.Globalization;

namespace Tessera.Cli.Load;

/// <summary>What a server's Prometheus page says of its processor time, memory and commits.</summary>
internal sealed class ServerMetrics
{
    private const string CommitBucket = "tessera_shard_commit_duration_seconds_bucket";

    private readonly SortedDictionary<double, long> commits = [];
    private double cpuSeconds;
    private double memoryBytes;

    /// <summary>Durable rows up to now.</summary>
    public long Commits => commits.Count == 0 ? 0 : commits.Last().Value;

    public static ServerMetrics Read(string page)
    {
        var read = new ServerMetrics();
        foreach (var line in page.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(CommitBucket) && TryReadBound(line, out var bound))
            {
                read.commits[bound] = (long)ValueOf(line);
            }
            else if (line.StartsWith("dotnet_process_cpu_time_seconds_total"))
            {
                read.cpuSeconds += ValueOf(line);
            }
            else if (line.StartsWith("dotnet_process_memory_working_set_bytes"))
            {
                read.memoryBytes = ValueOf(line);
            }
        }

        return read;
    }

    /// <summary>What happened since, for so many operations.</summary>
    public ServerCost Since(string name, ServerMetrics before, long operations) => new()
    {
        Name = name,
        CommitP50Ms = CommitAt(before, 0.5),
        CommitP99Ms = CommitAt(before, 0.99),
        PerCommit = ProcessCpu.Each(operations, Commits - before.Commits),
        CpuMicros = ProcessCpu.Each((cpuSeconds - before.cpuSeconds) * 1_000_000, operations),
        MemoryMb = Math.Round(memoryBytes / (1024 * 1024), 1),
    };

    // Linear within a bucket, as Prometheus does it.
    private double? CommitAt(ServerMetrics before, double share)
    {
        var wanted = (Commits - before.Commits) * share;
        var (lower, below) = (0d, 0L);
        foreach (var (upper, count) in commits)
        {
            var here = count - before.commits.GetValueOrDefault(upper);
            if (here >= wanted && here > below)
            {
                var width = double.IsInfinity(upper) ? 0 : upper - lower;
                return Math.Round((lower + (width * (wanted - below) / (here - below))) * 1_000, 3);
            }

            (lower, below) = (upper, here);
        }

        return null;
    }

    private static bool TryReadBound(ReadOnlySpan<char> line, out double bound)
    {
        bound = double.PositiveInfinity;
        var start = line.IndexOf("le=\"");
        if (start < 0)
        {
            return false;
        }

        var text = line[(start + 4)..];
        text = text[..text.IndexOf('"')];
        return text.SequenceEqual("+Inf")
            || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out bound);
    }

    // The value follows the labels; a time stamp may follow the value.
    private static double ValueOf(ReadOnlySpan<char> line)
    {
        var rest = line[(line.LastIndexOf('}') + 1)..].Trim();
        if (line.Contains('}') is false)
        {
            rest = line[(line.IndexOf(' ') + 1)..];
        }

        var end = rest.IndexOf(' ');
        return double.Parse(end < 0 ? rest : rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
