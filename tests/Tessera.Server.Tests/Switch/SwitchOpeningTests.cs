using Microsoft.Extensions.DependencyInjection;
using Tessera.Hsm;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Switch;

// Whether the door opens at all: plain only when told so, else with a zone key.
public sealed class SwitchOpeningTests
{
    [Fact]
    public async Task Without_a_zone_key_the_door_stays_closed()
    {
        await using var server = await RunningHost.StartAsync(o => o with { SwitchPort = 0 });
        Assert.False(server.Host.IsSwitchOpen);
    }

    [Fact]
    public async Task Told_so_it_takes_plain_links()
    {
        await using var server = await RunningHost.StartAsync(
            o => o with { SwitchPort = 0, AllowsPlainSwitch = true });
        await using SwitchPeer link = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        Assert.Equal("0810", Messages.Type(await link.AskAsync(Messages.SignOn())));
    }

    [Fact]
    public async Task With_a_zone_key_it_opens_and_does_not_answer_plain_messages()
    {
        await using var server = await RunningHost.StartAsync(WithZoneKey);
        SwitchCounters counters = server.Host.Services.GetRequiredService<SwitchCounters>();
        await using SwitchPeer link = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        await link.SendAsync(Messages.SignOn(), Messages.SignOn("99999999999"), Messages.Authorisation(1));
        await SwitchRig.UntilAsync(() => counters.SecurityRefusals == 3);
        Assert.Equal(0, counters.Unanswered);
    }

    private static TesseraHostOptions WithZoneKey(TesseraHostOptions options)
    {
        using SoftwareHsm hsm = SoftwareHsm.Open(
            new SoftwareHsmOptions { Folder = Path.Combine(options.Folder, "keys"), World = HsmWorld.Test });
        hsm.EnsureZoneKey(LinkMac.KeySet(Messages.Acquirer));
        return options with { SwitchPort = 0 };
    }
}
