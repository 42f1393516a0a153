using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Switch;

// A shard that takes no more work: what may be decided already must not hear that it failed.
public sealed class SwitchBusyTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_repeat_that_meets_a_busy_shard_gets_no_answer_and_a_first_request_gets_96()
    {
        SwitchCounters counters = server.Host.Services.GetRequiredService<SwitchCounters>();
        await using SwitchPeer link = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        Assert.Equal("00", Messages.Text(await link.AskAsync(DemoTap.SignOn()), 39));
        using var phone = await server.NewPhoneAsync();
        DemoTap approved = DemoTap.Of(phone, 700);
        DemoTap fresh = DemoTap.Of(phone, 800);
        Assert.Equal("00", Messages.Text(await link.AskAsync(approved.Write()), 39));
        long unanswered = counters.Unanswered;

        server.Host.World.Shard.Close();
        await link.SendAsync(approved.Write(0x0101), approved.Reversal(0x0401), approved.Reversal(0x0421));
        byte[] answer = await link.AskAsync(fresh.Write());
        Assert.Equal(
            ("0110", "96", fresh.Stan), (Messages.Type(answer), Messages.Text(answer, 39), Messages.Text(answer, 11)));
        await SwitchRig.UntilAsync(() => counters.Unanswered == unanswered + 3);
    }
}
