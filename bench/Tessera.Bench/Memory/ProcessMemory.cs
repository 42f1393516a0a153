using System.Globalization;
using System.Runtime;

namespace Tessera.Bench.Memory;

/// <summary>What this process holds after a full, compacting collection.</summary>
internal readonly record struct ProcessMemory(long Heap, long Resident)
{
    public static ProcessMemory Now()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return new ProcessMemory(GC.GetTotalMemory(forceFullCollection: true), ResidentBytes());
    }

    // VmRSS of the kernel: heap, code, and what native libraries hold.
    private static long ResidentBytes()
    {
        const string file = "/proc/self/status";
        if (!File.Exists(file))
        {
            return Environment.WorkingSet;
        }

        var line = File.ReadLines(file).First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            * 1_024;
    }
}
