using System.Runtime.InteropServices;

namespace Tessera.Cli.Torture;

/// <summary>Signals by process id that the framework has no call for. Linux numbers.</summary>
internal static class ProcessSignal
{
    private const int Interrupt = 2;
    private const int Continue = 18;
    private const int Halt = 19;
    private const int PauseMs = 1;
    private const int MostPauses = 5_000;

    /// <summary>SIGSTOP; returns when every thread of the process stands still.</summary>
    public static async Task StopAsync(int process, CancellationToken cancel)
    {
        Send(process, Halt);
        for (var pause = 0; !Directory.GetDirectories($"/proc/{process}/task").All(IsStopped); pause++)
        {
            if (pause == MostPauses)
            {
                throw new TortureException($"Process {process} did not stop.");
            }

            await Task.Delay(PauseMs, cancel);
        }
    }

    /// <summary>SIGCONT.</summary>
    public static void Resume(int process) => Send(process, Continue);

    /// <summary>SIGINT.</summary>
    public static void Ask(int process) => Send(process, Interrupt);

    // The state stands behind the name, which may hold spaces and is put in brackets.
    private static bool IsStopped(string thread)
    {
        try
        {
            var status = File.ReadAllText(Path.Combine(thread, "stat"));
            return status[status.LastIndexOf(')') + 2] is 'T' or 't';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0)
        {
            throw new TortureException(
                $"Signal {signal} to process {process}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
