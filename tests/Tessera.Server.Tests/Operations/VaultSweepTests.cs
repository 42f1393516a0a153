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
