using Tessera.Hsm.KeyBlocks;
using Tessera.Server.World;

namespace Tessera.Server.Switch;

/// <summary>Starts and stops the door with the host. Where every message needs a code and nobody has a key to make one,
/// it stays closed.</summary>
internal sealed class SwitchService(
    SwitchListener listener, SwitchSettings settings, TesseraWorld world, TesseraHostOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.RequiresMac || world.Hsm.ListKeys().Any(key => IsZoneKey(key.Label.Role)))
            listener.Start(options.SwitchPort!.Value);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => listener.StopAsync();

    private static bool IsZoneKey(KeyRole role) =>
        role is KeyRole.ZoneMacAes or KeyRole.ZoneMacAesPending or KeyRole.ZoneMacTripleDes;
}
