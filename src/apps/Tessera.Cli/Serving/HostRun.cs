using Tessera.Journal;
using Tessera.Server;
using Tessera.Server.Demo;

namespace Tessera.Cli.Serving;

/// <summary>Runs a server in this process until it is told to stop, and says where it listens.</summary>
internal static class HostRun
{
    public static async Task<int> UntilStoppedAsync(
        TesseraHostOptions options, Func<TesseraHost, Task> begin, CancellationToken cancel)
    {
        try
        {
            await using var host = await TesseraHost.StartAsync(options, cancel);
            await begin(host);
            Announce(host, options);
            return await ServeAsync(host, cancel);
        }
        catch (Exception fault) when (fault is JournalException or IOException or Hsm.HsmException
            or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task<int> ServeAsync(TesseraHost host, CancellationToken cancel)
    {
        var stopped = host.WaitForStopAsync(cancel);
        var ended = await Task.WhenAny(stopped, host.ShardStopped);
        if (ended == host.ShardStopped && host.ShardStopped.IsFaulted)
        {
            await Console.Error.WriteLineAsync(host.ShardStopped.Exception!.GetBaseException().Message);
            await host.StopAsync(CancellationToken.None);
            return ExitCode.Failure;
        }

        await stopped;
        return ExitCode.Success;
    }

    private static void Announce(TesseraHost host, TesseraHostOptions options)
    {
        foreach (var address in host.Addresses)
        {
            Console.Out.WriteLine($"Tessera serves at {address}");
            Console.Out.WriteLine($"  status     {address}/");
            Console.Out.WriteLine($"  API        {address}/reference");
            Console.Out.WriteLine($"  OpenAPI    {address}/openapi/v1.json");
            Console.Out.WriteLine($"  metrics    {address}/metrics");
        }

        if (options.SwitchPort is not null)
        {
            Console.Out.WriteLine(host.IsSwitchOpen
                ? $"  ISO 8583   {options.Switch.Address}:{host.SwitchPort}"
                : "  ISO 8583   not opened: there is no zone key, and --plain-switch was not given");
        }

        if (host.DemoKeys is { } keys)
        {
            Announce(keys);
        }
        else if (host.FirstOperatorSecret is { } secret)
        {
            Console.Error.WriteLine("This folder is new. The operator's API key, shown this once:");
            Console.Error.WriteLine($"  {secret}");
        }
    }

    private static void Announce(DemoKeys keys)
    {
        Console.Error.WriteLine("Demo API keys, good for this data folder only:");
        foreach (var (role, secret) in keys.ByRole())
        {
            Console.Error.WriteLine($"  {role,-10} {secret}");
        }
    }
}
