using Tessera.Cli.Load.Wire;
using Tessera.Device.Wallet;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load.Payments;

/// <summary>Payments in apps over HTTP: activates phones, makes their requests, then sends them and measures.</summary>
internal static class PaymentLoad
{
    public static async Task<LoadReport> RunAsync(
        LinkSettings settings, LoadTarget target, Action<string> tell, CancellationToken cancel)
    {
        using var server = await LoadServer.OpenAsync(target, tell, cancel);
        tell($"Activating {settings.Devices} phones…");
        var shops = await ShopsAsync(server, cancel);
        var phones = await LoadPhones.ActivateAsync(server, settings.Devices, cryptogramVersion: null, cancel);
        tell($"Making {settings.Messages} payments with their cryptograms…");

        // Cryptograms are good for five minutes on either side of their time.
        var middle = TimeProvider.System.GetUtcNow().AddSeconds((settings.WarmUpSeconds + settings.Seconds) / 2);
        var links = Make(settings, new PaymentMessages(server.Address, shops, middle), phones);
        try
        {
            Array.ForEach(links, link => link.Open(server.Address.Host, server.Address.Port));
            tell($"Sending for {settings.WarmUpSeconds} s and {settings.Seconds} s over {settings.Connections} "
                + "connections…");
            return await LinkRun.RunAsync("payments", links, settings, [server], cancel);
        }
        finally
        {
            Array.ForEach(links, link => link.Dispose());
            Array.ForEach(phones, phone => phone.Dispose());
        }
    }

    private static async Task<PaymentShop[]> ShopsAsync(LoadServer server, CancellationToken cancel)
    {
        var shops = new List<PaymentShop>();
        var tills = await LoadTills.OpenAsync(server, DemoIds.Acquirer.ToString(), cancel);
        foreach (var till in tills.DistinctBy(till => till.ShopId))
        {
            shops.Add(new PaymentShop(till, await server.GrantAsync("merchant", till.ShopId, cancel)));
        }

        return [.. shops];
    }

    // Each connection has phones of its own.
    private static LoadLink[] Make(LinkSettings settings, PaymentMessages messages, VolatilePhone[] phones)
    {
        var each = settings.Messages / settings.Connections;
        var owned = phones.Length / settings.Connections;
        var links = new LoadLink[settings.Connections];
        Parallel.For(0, links.Length, i => links[i] = new PaymentLink(
            messages.Make(phones[(i * owned)..((i + 1) * owned)], i, each)));
        return links;
    }
}
