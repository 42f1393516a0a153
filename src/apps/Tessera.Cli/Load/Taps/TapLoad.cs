using Tessera.Cli.Load.Wire;
using Tessera.Device.Wallet;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load.Taps;

/// <summary>Taps over ISO 8583: activates phones, makes their messages, then sends them and measures.</summary>
internal static class TapLoad
{
    public static async Task<LoadReport> RunAsync(
        LinkSettings settings, LoadTarget target, byte? cryptogramVersion, Action<string> tell,
        CancellationToken cancel)
    {
        using var server = await LoadServer.OpenAsync(target, tell, cancel);
        tell($"Activating {settings.Devices} phones…");
        var tills = await LoadTills.OpenAsync(server, DemoIds.Acquirer.ToString(), cancel);
        var phones = await LoadPhones.ActivateAsync(server, settings.Devices, cryptogramVersion, cancel);
        tell($"Making {settings.Messages} taps with their cryptograms…");
        var links = Make(settings, new TapMessages(tills, DemoIds.AcquirerCode), phones);
        try
        {
            Array.ForEach(links, link => link.Open(server.IsoHost, server.IsoPort));
            tell(
                $"Sending for {settings.WarmUpSeconds} s and {settings.Seconds} s over {settings.Connections} links…");
            return await LinkRun.RunAsync("taps", links, settings, [server], cancel);
        }
        finally
        {
            Array.ForEach(links, link => link.Dispose());
            Array.ForEach(phones, phone => phone.Dispose());
        }
    }

    // Each link has phones and tills of its own.
    public static LoadLink[] Make(LinkSettings settings, TapMessages messages, VolatilePhone[] phones)
    {
        var each = settings.Messages / settings.Connections;
        var owned = phones.Length / settings.Connections;
        var links = new LoadLink[settings.Connections];
        Parallel.For(0, links.Length, i => links[i] = new TapLink(
            messages.Make(phones[(i * owned)..((i + 1) * owned)], i, settings.Connections, each), messages.SignOn()));
        return links;
    }
}
