using Tessera.Client.Cards;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Operations;

public sealed class VaultSweepTests
{
    [Fact]
    public async Task A_number_that_no_card_names_leaves_the_vault_a_day_later_and_named_ones_stay()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        try
        {
            await server.NewCardAsync();
            Pan.TryRead("9999009999999993", out var orphan, out _);
            await server.Host.World.Vault.StoreAsync(orphan);
            await server.StopAsync();
            Assert.Equal(2, await CountAsync(server.Folder, TimeSpan.FromHours(23)));
            Assert.Equal(1, await CountAsync(server.Folder, TimeSpan.FromHours(25)));
        }
        finally
        {
            Directory.Delete(server.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_number_of_a_former_plastic_leaves_the_vault_when_no_refund_can_name_it_any_more()
    {
        var server = new DemoServer();
        await server.InitializeAsync();
        try
        {
            var (_, card, _) = await server.NewCardAsync();
            await server.Issuer.Cards.ReissueAsync(
                card.Id, new ReissueCard { Pan = server.NewPan(), Expiry = "2034-06" });
            await server.StopAsync();
            Assert.Equal(2, await CountAsync(server.Folder, TimeSpan.FromDays(360)));
            Assert.Equal(1, await CountAsync(server.Folder, TimeSpan.FromDays(368)));
        }
        finally
        {
            Directory.Delete(server.Folder, recursive: true);
        }
    }

    private static async Task<long> CountAsync(string folder, TimeSpan ahead)
    {
        await using var host = await TesseraHost.StartAsync(new TesseraHostOptions
        {
            Folder = folder,
            Urls = ["http://127.0.0.1:0"],
            SwitchPort = null,
            Time = new ShiftedTime(ahead),
        });
        return host.World.Vault.Count();
    }
}
