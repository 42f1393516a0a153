using Tessera.Server.Partners;
using Tessera.Server.Switch.Readers;
using Tessera.Server.World;

namespace Tessera.Server.Switch;

/// <summary>The ISO 8583 door in the host: opened when the options name a port, closed before the world is.</summary>
internal static class SwitchModule
{
    public static void Register(IServiceCollection services, TesseraHostOptions options)
    {
        services.AddSingleton(options.Switch with
        {
            AllowsPlainLoopback = options.AllowsPlainSwitch,
            RequiresMac = options.Switch.RequiresMac || (options.Switch.Tls is null && !options.AllowsPlainSwitch),
        });
        services.AddSingleton<SwitchCounters>();
        services.AddSingleton<PresentmentReader>();
        services.AddSingleton<SwitchHandler>();
        services.AddSingleton<PartnerLinks>();
        services.AddSingleton(NewDoor);
        services.AddHostedService<PartnerSender>();
        services.AddSingleton(provider => new SwitchListener(
            provider.GetRequiredService<SwitchDoor>(), provider.GetRequiredService<ILogger<SwitchListener>>()));
        if (options.SwitchPort is not null)
            services.AddHostedService<SwitchService>();
        if (options.Dial is { } dial)
        {
            services.AddSingleton(provider => new SwitchDialler(
                provider.GetRequiredService<SwitchDoor>(), dial,
                provider.GetRequiredService<ILogger<SwitchDialler>>()));
            services.AddHostedService<DiallerService>();
        }
    }

    private static SwitchDoor NewDoor(IServiceProvider services)
    {
        SwitchSettings settings = services.GetRequiredService<SwitchSettings>();
        TesseraWorld world = services.GetRequiredService<TesseraWorld>();
        SwitchHandler handler = services.GetRequiredService<SwitchHandler>();
        return new SwitchDoor(
            settings,
            services.GetRequiredService<SwitchCounters>(),
            services.GetRequiredService<TimeProvider>(),
            () => world.Directory.Current,
            handler.HandleAsync)
        {
            ZoneKeys = settings.RequiresMac ? world.Hsm : null,
            Partners = services.GetRequiredService<PartnerLinks>(),
        };
    }
}
