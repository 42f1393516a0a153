using System.Diagnostics;
using System.Net.Http.Json;
using Tessera.Cli.Serving;
using Tessera.Client;
using Tessera.Client.Operations;

namespace Tessera.Cli.Load;

/// <summary>The server under load: a running one, or <c>tessera serve --demo</c> in a process and a folder of its own.
/// </summary>
internal sealed class LoadServer : IDisposable
{
    private const string Unlimited = "1000000";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMinutes(10);

    private readonly HttpClient http = new();
    private string operatorKey;
    private DemoChild? child;
    private string? folder;

    private LoadServer(LoadTarget target)
    {
        (IsoHost, IsoPort, operatorKey) = (target.IsoHost, target.IsoPort, target.AdminKey);
    }

    /// <summary>What it is in a load with several.</summary>
    public string Name { get; init; } = "server";

    public string IsoHost { get; }

    public int IsoPort { get; private set; }

    public Uri Address => http.BaseAddress!;

    public TesseraClient Operator => Client(operatorKey);

    /// <summary>The data folder, where the server is one's own.</summary>
    public string? Data => folder is null ? null : Path.Combine(folder, "data");

    /// <summary>One that runs already.</summary>
    public static LoadServer Of(string name, LoadTarget running)
    {
        var server = new LoadServer(running) { Name = name };
        server.http.BaseAddress = new Uri(running.Address!);
        return server;
    }

    public static async Task<LoadServer> OpenAsync(LoadTarget target, Action<string> tell, CancellationToken cancel)
    {
        var server = new LoadServer(target);
        try
        {
            if (target.Address is { } address)
            {
                server.http.BaseAddress = new Uri(address);
            }
            else
            {
                tell("Starting a server of its own…");
                await server.StartAsync(cancel);
            }

            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public TesseraClient Client(string key) => new(http, new TesseraClientOptions { ApiKey = key });

    /// <summary>A new key for a role, acting for a participant or shop.</summary>
    public async Task<string> GrantAsync(string role, string owner, CancellationToken cancel)
    {
        var key = await Operator.ApiKeys.CreateAsync(
            new CreateApiKey { Name = "load", Role = role, Owner = owner }, cancel: cancel);
        return key.Secret ?? throw new LoadException("The server made a key without its secret.");
    }

    public async Task<ServerMetrics> ReadMetricsAsync(CancellationToken cancel) =>
        ServerMetrics.Read(await http.GetStringAsync(new Uri(Address, "/metrics"), cancel));

    /// <summary>Null where the server does not tell.</summary>
    public async Task<LoadLag?> ReadLagAsync(CancellationToken cancel)
    {
        var lag = await http.GetFromJsonAsync<LoadLag>(new Uri(Address, "/status"), cancel);
        return lag?.Rows is null ? null : lag;
    }

    /// <summary>Adds how far the read models are behind now, the furthest of all servers, and how long they take
    /// until they are there.</summary>
    public async Task<LoadReport> CatchUpAsync(LoadReport report, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        if (await ReadLagAsync(cancel) is not { } atEnd)
        {
            return report;
        }

        for (var now = atEnd; now is { Rows: > 0 };)
        {
            if (Stopwatch.GetElapsedTime(start) > LongestCatchUp)
            {
                throw new LoadException("The read models do not come after.");
            }

            await Task.Delay(Pause, cancel);
            now = await ReadLagAsync(cancel);
        }

        return report with
        {
            LagRows = Math.Max(report.LagRows ?? 0, atEnd.Rows ?? 0),
            LagEvents = Math.Max(report.LagEvents ?? 0, atEnd.Events ?? 0),
            LagMs = Math.Max(report.LagMs ?? 0, atEnd.Milliseconds ?? 0),
            CatchUpSeconds = Math.Round(
                (report.CatchUpSeconds ?? 0) + Stopwatch.GetElapsedTime(start).TotalSeconds, 3),
        };
    }

    public void Dispose()
    {
        http.Dispose();
        child?.Dispose();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        folder = Directory.CreateTempSubdirectory("tessera-load-").FullName;
        child = await DemoChild.StartAsync(Data!, ["--requests-per-second", Unlimited], cancel);
        (http.BaseAddress, IsoPort, operatorKey) = (new Uri(child.Address), child.SwitchPort, child.Key("operator"));
    }
}
