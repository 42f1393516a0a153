using Tessera.Client.Activation;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Demo;

/// <summary>A rival wallet in the cloud profile: its phone has keys that are used up and replaced.</summary>
internal sealed class CloudWalletChapter(DemoStage stage)
{
    private const int Uses = 5;

    public async Task PlayAsync()
    {
        stage.Narrator.Title("Beside it: a rival wallet with limited-use keys");
        using var phone = new PhoneWallet(Path.Combine(stage.Folder, "Rival-phone"), stage.Time);
        await phone.RegisterAsync(stage.CloudWallet, "Rival phone");
        phone.SetPasscode(DemoStage.Passcode);
        var token = await ActivateAsync(phone, await stage.NewCardAsync("6006"));
        var isApproved = true;
        for (var use = 0; use < Uses; use++)
        {
            var payment = stage.Keep(await stage.Coffee.SendAsync(stage.Coffee.Tap(400, phone.Present(token))));
            isApproved &= payment.DeclineCode is null;
        }

        stage.Narrator.Tell("five taps with one limited-use key", "approved", isExpected: isApproved);
        var exhausted = await SellAsync(phone, token);
        stage.Narrator.Tell(
            "a sixth: the phone makes no cryptogram", "refused",
            isExpected: exhausted.Status == SaleStatus.NotUsable);
        var next = await new KeyReplenishment(phone, stage.CloudWallet).RunAsync(token);
        var sold = await SellAsync(phone, token);
        stage.Narrator.Tell(
            "the next key, sealed to the phone and proved by it", "approved",
            isExpected: next.UsesLeft == Uses && sold.Status == SaleStatus.Approved);
        var refused = await SellAsync(phone, token, DemoIds.CloudSystem);
        stage.Narrator.Tell(
            "a shop that does not take the rival; the attempt is counted", "refused",
            isExpected: refused.Status == SaleStatus.Refused);
    }

    private async Task<string> ActivateAsync(PhoneWallet phone, string pan)
    {
        var activation = new CardActivation(phone, stage.CloudWallet);
        await activation.BeginAsync(pan, DemoStage.Expiry);
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(ActivationChapter.Signals());
        var card = await activation.CompleteAsync(CardProfile.Qvsdc, "Cedar Rival");
        stage.Report.Activations.Add(activation.Current!);
        return card.Token;
    }

    private Task<SaleResult> SellAsync(PhoneWallet phone, string token, params string[] refused)
    {
        var till = new PointOfSale(
            new TillSettings
            {
                Reader = DemoShop.Reader("COFFEE01", cvmLimitMinor: 5_000),
                MerchantName = "Corner Coffee",
                Policy = new AcceptancePolicy
                {
                    Systems = [new PaymentSystem(DemoIds.CloudSystem, "F0", DemoIds.CloudPrefix)],
                    Refused = new HashSet<string>(refused, StringComparer.Ordinal),
                },
            },
            new RestAcquirer(stage.Coffee.Client, DemoIds.CoffeeTill.ToString()), new TillMemory(), stage.Time);
        return till.SellAsync(new Money(400, Currency.Usd), phone.Present(token));
    }
}
