using System.Diagnostics;

namespace Tessera.Cli.Load;

/// <summary>Processor time, and what one operation took of it.</summary>
internal static class ProcessCpu
{
    public static TimeSpan OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    public static double? MicrosEach(TimeSpan before, long operations) =>
        Each((OfThisProcess() - before).TotalMicroseconds, operations);

    public static double? Each(double sum, long operations) =>
        operations == 0 ? null : Math.Round(sum / operations, 2);
}
