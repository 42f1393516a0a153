using Tessera.Cli.Load.Taps;
using Tessera.Cli.Load.Wire;

namespace Tessera.Cli.Load.Chain;

/// <summary>Taps through three processes: the tills' acquirer, the network that has the tokens, and the issuer that has
/// the money. Afterwards their journals must say the same.</summary>
internal static class ChainLoad
{
    private const int MostLooks = 300;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<LoadReport> RunAsync(LinkSettings settings, Action<string> tell, CancellationToken cancel)
    {
        tell("Starting an acquirer, a network and an issuer…");
        using var chain = await ChainProcesses.StartAsync(cancel);
        tell($"Activating {settings.Devices} phones…");
        var cards = new ChainCards(chain);
        var acquirer = await cards.RegisterAsync(cancel);
        var tills = await LoadTills.OpenAsync(chain.Acquirer, acquirer, cancel);
        var phones = await cards.ActivateAsync(settings.Devices, cancel);
        tell($"Making {settings.Messages} taps with their cryptograms…");
        var links = TapLoad.Make(settings, new TapMessages(tills, ChainProcesses.AcquirerCode), phones);
        try
        {
            Array.ForEach(links, link => link.Open(chain.Acquirer.IsoHost, chain.Acquirer.IsoPort));
            tell(
                $"Sending for {settings.WarmUpSeconds} s and {settings.Seconds} s over {settings.Connections} links…");
            var report = await LinkRun.RunAsync("chain", links, settings, chain.Servers, cancel);
            tell("Comparing the three journals…");
            return await CompareAsync(report, chain, cancel);
        }
        finally
        {
            Array.ForEach(links, link => link.Dispose());
            Array.ForEach(phones, phone => phone.Dispose());
        }
    }

    // What was taken back is still on its way for a while.
    private static async Task<LoadReport> CompareAsync(
        LoadReport report, ChainProcesses chain, CancellationToken cancel)
    {
        var journals = chain.Servers.Select(server => new JournalHolds(server.Name, chain.FolderOf(server))).ToArray();
        for (var look = 1; ; look++)
        {
            var books = journals.Select(journal => journal.Read()).ToArray();
            var isSame = books.All(book => book.AgreesWith(books[0])) && books[0].Payments >= report.Accepted;
            if (isSame || look == MostLooks)
            {
                return report with { Books = books, BooksAgree = isSame };
            }

            await Task.Delay(Pause, cancel);
        }
    }
}
