using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tessera.Server.Activation;
using Tessera.Server.Api;
using Tessera.Server.Demo;
using Tessera.Server.Operations;
using Tessera.Server.Switch;
using Tessera.Server.World;

namespace Tessera.Server;

/// <summary>The server: every door over one world. The Cli and tests run the same host.</summary>
public sealed class TesseraHost : IAsyncDisposable
{
    private readonly WebApplication web;

    private readonly WorldSetup parts;
    private readonly LiveCounters counters;

    private TesseraHost(WebApplication web, WorldSetup parts, LiveCounters counters)
    {
        this.web = web;
        this.parts = parts;
        this.counters = counters;
    }

    /// <summary>Where it listens, for example http://127.0.0.1:5080.</summary>
    public Uri Address => new(Addresses[0]);

    public IReadOnlyList<string> Addresses => web.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();

    /// <summary>False without a port in the options, and where links need zone keys and there are none.</summary>
    public bool IsSwitchOpen => web.Services.GetRequiredService<SwitchListener>().IsOpen;

    /// <summary>Where the ISO 8583 door listens; only when it is open.</summary>
    public int SwitchPort => web.Services.GetRequiredService<SwitchListener>().Port;

    public TesseraWorld World => parts.World;

    /// <summary>Secrets of the demo's keys, when started as a demo.</summary>
    public DemoKeys? DemoKeys => parts.DemoKeys;

    /// <summary>The operator's first secret, when the folder is new.</summary>
    public string? FirstOperatorSecret => parts.FirstOperatorSecret;

    /// <summary>Fails when the shard stopped by itself; the process should end then, the journal is the
    /// truth.</summary>
    public Task ShardStopped => parts.Stopped;

    internal IServiceProvider Services => web.Services;

    public static async Task<TesseraHost> StartAsync(TesseraHostOptions options, CancellationToken cancel = default)
    {
        var live = new LiveCounters(options.Time);
        var world = await WorldSetup.OpenAsync(options.Folder, options.Time, live, options.IsDemo);
        var host = new TesseraHost(Build(options, world, live), world, live);
        try
        {
            if (options.Member is { } member)
            {
                await member.EnsureAsync(world.World);
            }

            await host.web.StartAsync(cancel);
            live.IsReady = true;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForStopAsync(CancellationToken cancel = default) => web.WaitForShutdownAsync(cancel);

    /// <summary>Refuses new work, lets running requests finish, then stops.</summary>
    public Task StopAsync(CancellationToken cancel = default) => web.StopAsync(cancel);

    /// <summary>Closes the doors first, then the world behind them.</summary>
    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await parts.DisposeAsync();
        counters.Dispose();
    }

    private static WebApplication Build(TesseraHostOptions options, WorldSetup world, LiveCounters live)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TesseraHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime);
        Log(builder.Logging, options);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton<StopSignal>();
        builder.Services.AddSingleton(live);
        builder.Services.AddSingleton(world.World);
        builder.Services.AddSingleton(world.ApiKeys);
        builder.Services.AddSingleton(new IdempotencyKeys(world.World.Keys.BodyHashKey));
        OperationsModule.Register(builder.Services);
        ApiModule.Register(builder.Services);
        ActivationModule.Register(builder.Services, options.IsDemo);
        SwitchModule.Register(builder.Services, options);

        var app = builder.Build();
        var stop = app.Services.GetRequiredService<StopSignal>();
        app.Lifetime.ApplicationStopping.Register(stop.Stop);
        app.Use(RequestId.StampAsync);
        app.Use(SecurityHeaders.SetAsync);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<Faults>();
        app.UseRouting();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<Quotas>();
        OperationsModule.Map(app);
        ApiModule.Map(app);
        ActivationModule.Map(app);
        return app;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 50;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
    }

    private static void Log(ILoggingBuilder logging, TesseraHostOptions options)
    {
        // The framework logs raw paths and exception texts at Information and Error; ours name patterns only.
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);

        // Off entirely: it would open a log scope with the raw path, where a caller may have put anything.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (options.LogsToStandardError)
        {
            logging.AddJsonConsole();
            logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        }

        foreach (var provider in options.LogProviders)
        {
            logging.AddProvider(provider);
        }
    }
}
