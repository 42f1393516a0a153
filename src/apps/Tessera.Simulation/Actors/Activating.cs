using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Hsm;
using Tessera.Primitives;
using Tessera.Server.Activation;
using Tessera.Server.Credentials;
using Tessera.Server.Demo;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>A second phone for a card: every step of its activation is asked for until it is answered, then it taps.
/// </summary>
internal sealed class Activating(SimWorld world, int serial)
{
    private const string Profile = "qvsdc";

    private readonly SimRandom random = world.Random.Fork();

    /// <summary>Null when the issuer did not want it.</summary>
    public async Task<SimPhone?> RunAsync()
    {
        var holder = world.Kit.Template.Holders[serial % SimIds.HomeHolders];
        var device = SimIds.Of<IdKinds.Device>($"new device {serial}");
        var provisioning = SimIds.Of<IdKinds.Provisioning>($"new provisioning {serial}");
        var token = SimIds.Of<IdKinds.Token>($"new token {serial}");
        using var key = WorldTemplate.DeviceKey($"new {serial}");
        ActivationCommand[] steps =
        [
            new ActivationCommand.RegisterDevice(device, default, WorldTemplate.PointOf(key), DemoIds.Requestor),
            new ActivationCommand.CheckEligibility(provisioning, holder.Card, device),
            new ActivationCommand.AcceptTerms(provisioning, 1),
            new ActivationCommand.Provision(
                provisioning, WorldTemplate.GoodSignals, token, [SimIds.Card(DemoIds.TokenPrefix, 500 + serial)]),
        ];
        foreach (var step in steps)
        {
            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2)));
            if (await world.RunAsync(world.Network, step) is not { Reply: not null })
            {
                return null;
            }
        }

        var credentials = await SealedAsync(token);
        if (credentials is null || !Pan.TryRead(credentials.Profile.TokenNumber, out var number, out _))
        {
            return null;
        }

        var keys = WorldTemplate.Open(
            key, Convert.FromBase64String(credentials.Envelope), token, (byte)credentials.KeyId) with
        {
            Number = number, ExpiryYearMonth = 2911,
        };
        var completed = await world.RunAsync(world.Network, new ActivationCommand.Complete(
            provisioning, device, CredentialKeyId.Of((byte)credentials.KeyId, 1)));
        return completed is { Reply: not null } ? new SimPhone(holder, keys, world.TillClock) : null;
    }

    private async Task<CredentialsView?> SealedAsync(TokenId token)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var answer = await world.CallAsync(
                world.Network, async life => new Sealed((await life.Sealer.SealAsync(token, Profile)).Body));
            if (answer is not null)
            {
                return answer.View;
            }

            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3)));
        }

        return null;
    }

    private sealed record Sealed(CredentialsView? View);
}
