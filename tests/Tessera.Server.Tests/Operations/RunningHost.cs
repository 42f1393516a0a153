using Tessera.Server;

namespace Tessera.Server.Tests.Operations;

/// <summary>A server on a free loopback port over a folder of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private RunningHost(TesseraHost host, string folder)
    {
        Host = host;
        Folder = folder;
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public TesseraHost Host { get; }

    public HttpClient Http { get; }

    public string Folder { get; }

    public static async Task<RunningHost> StartAsync(Func<TesseraHostOptions, TesseraHostOptions>? with = null)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
        var options = new TesseraHostOptions { Folder = folder, Urls = ["http://127.0.0.1:0"], SwitchPort = null };
        return new RunningHost(await TesseraHost.StartAsync(with?.Invoke(options) ?? options), folder);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
        Directory.Delete(Folder, true);
    }
}
