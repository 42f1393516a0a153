using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tessera.Bench.Measuring;

/// <summary>The machine in one line, its disk measured now.</summary>
internal static class MachineLine
{
    private const int BlockBytes = 16 * 1024;
    private const int Blocks = 1_024;
    private static readonly TimeSpan DiskTime = TimeSpan.FromSeconds(2);

    public static string Describe(string? postgres)
    {
        var flush = FlushTimes();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        var peer = postgres is null ? "" : $", PostgreSQL {postgres}";
        var system = $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}";
        var disk = FormattableString.Invariant(
            $"16 KiB write + fdatasync p50 {flush.At(0.5):F3} ms, p99 {flush.At(0.99):F3} ms");
        return $"{Environment.ProcessorCount} cores ({Processor()}), {memory} GiB, {system}, "
            + $"{RuntimeInformation.FrameworkDescription}{peer}; {disk}; {Load()}";
    }

    /// <summary>How busy the machine was with other work.</summary>
    public static string Load() => File.Exists("/proc/loadavg")
        ? $"load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..2])}"
        : "load average unknown";

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 2)..];
    }

    // In place over a written file, as a write-ahead log that starts again at its beginning.
    private static Samples FlushTimes()
    {
        var path = Path.Combine(Path.GetTempPath(), $"tessera-bench-{Environment.ProcessId}");
        var block = new byte[BlockBytes];
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            for (var i = 0; i < Blocks; i++)
            {
                RandomAccess.Write(file, block, (long)i * BlockBytes);
            }

            RandomAccess.FlushToDisk(file);
            var samples = new Samples();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; Stopwatch.GetElapsedTime(start) < DiskTime; i++)
            {
                var before = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)(i % Blocks) * BlockBytes);
                if (FlushData(file) != 0)
                {
                    throw new IOException("The disk could not be flushed.");
                }

                samples.Add(Stopwatch.GetTimestamp() - before);
            }

            return samples;
        }
        finally
        {
            File.Delete(path);
        }
    }

    [DllImport("libc", EntryPoint = "fdatasync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FlushData(SafeHandle file);
}
