using Tessera.Hsm;
using Tessera.Server.World;

namespace Tessera.Server.Switch;

/// <summary>The ISO 8583 door in the host: opened when the options name a port, closed before the world is.</summary>
internal static class SwitchModule
{
    public static void Register(IServiceCollection services, TesseraHostOptions options)
    {
        services.AddSingleton(new SwitchSettings
        {
            AllowsPlainLoopback = options.AllowsPlainSwitch,
            RequiresMac = !options.AllowsPlainSwitch,
        });
        services.AddSingleton<SwitchCounters>();
        services.AddSingleton<SwitchHandler>();
        services.AddSingleton(NewListener);
        if (options.SwitchPort is not null)
            services.AddHostedService<SwitchService>();
    }

    private static SwitchListener NewListener(IServiceProvider services)
    {
        SwitchSettings settings = services.GetRequiredService<SwitchSettings>();
        SwitchCounters counters = services.GetRequiredService<SwitchCounters>();
        TesseraWorld world = services.GetRequiredService<TesseraWorld>();
        IPaymentHsm? zoneKeys = settings.RequiresMac ? world.Hsm : null;
        SwitchHandler handler = services.GetRequiredService<SwitchHandler>();
        return new SwitchListener(
            settings,
            counters,
            services.GetRequiredService<TimeProvider>(),
            () => new SwitchLink(settings, counters, () => world.Directory.Current, handler.HandleAsync, zoneKeys),
            services.GetRequiredService<ILogger<SwitchListener>>());
    }
}
