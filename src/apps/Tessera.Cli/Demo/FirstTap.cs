using Tessera.Server;

namespace Tessera.Cli.Demo;

/// <summary>
/// What <c>serve --demo</c> shows on a new folder: one activation and one tap, the receipt and the books.
/// </summary>
internal static class FirstTap
{
    public static async Task ShowAsync(TesseraHost host, string folder)
    {
        var authorised = await host.World.Shard.QueryAsync(state => state.Payments.AuthorisedCount);
        if (authorised > 0 || host.DemoKeys is not { } keys)
        {
            return;
        }

        var report = new DemoReport();
        var narrator = new DemoNarrator(report, isQuiet: false);
        narrator.Title("A new folder: one activation and one tap");
        await new DemoScript(host, keys, report, narrator, Path.Combine(folder, "demo-phones")).FirstTapAsync();
        DemoPrinter.Print(report);
    }
}
