using Tessera.Server;
using Tessera.Server.Demo;

namespace Tessera.Cli.Demo;

/// <summary>
/// The main job from the first card to the merchant's payout, over the real doors: the phones, the tills and the
/// operator are clients of a running server.
/// </summary>
internal sealed class DemoScript(
    TesseraHost host, DemoKeys keys, DemoReport report, DemoNarrator narrator, string folder)
{
    private readonly DemoStage stage = new(host, keys, report, narrator, folder);

    /// <summary>One activation and one tap, for a server that goes on serving.</summary>
    public async Task FirstTapAsync()
    {
        using var phone = await stage.NewPhoneAsync("First phone");
        var green = await new ActivationChapter(stage).ActivateGreenAsync(phone, await stage.NewCardAsync("4000"));
        await new TapsChapter(stage).TapAtTillAsync(phone, green);
        await new BooksChapter(stage).ReadBooksAsync();
    }

    public async Task RunAsync()
    {
        using var phone = await stage.NewPhoneAsync("Demo phone");
        var (first, second) = await new ActivationChapter(stage).PlayAsync(phone);
        await new TapsChapter(stage).PlayAsync(phone, first, second);
        await new PlainCardChapter(stage).PlayAsync();
        await new CloudWalletChapter(stage).PlayAsync();
        await new InAppChapter(stage).PlayAsync(phone, first);
        await new OutsideIssuerChapter(stage).PlayAsync();
        await new MerchantChapter(stage).PlayAsync(phone, first);
        await new BooksChapter(stage).PlayAsync();
    }
}
