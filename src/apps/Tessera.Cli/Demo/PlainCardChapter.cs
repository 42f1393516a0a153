using Tessera.Client.Activation;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Demo;

/// <summary>A plastic card at the same till, with the same kernel; a shop may refuse it like any other
/// system.</summary>
internal sealed class PlainCardChapter(DemoStage stage)
{
    public async Task PlayAsync()
    {
        stage.Narrator.Title("Beside the phone: a plain contactless card");
        var (_, card) = await stage.EnrolAsync("5005");
        using var plastic = new PhoneWallet(Path.Combine(stage.Folder, "plastic-card"), stage.Time);
        await PlasticCard.PersonaliseAsync(plastic, stage.Issuer, card, CardProfile.Qvsdc, "Cedar Plastic");
        var sold = await SellAsync(plastic, card, new HashSet<string>(StringComparer.Ordinal));
        stage.Narrator.Tell(
            "a plain card taps under its own number, verified by its own keys",
            sold.Status.ToString().ToLowerInvariant(), isExpected: sold.Status == SaleStatus.Approved);
        stage.Keep((await stage.Operator.Payments.ListAsync()).Data[0]);
        var refused = await SellAsync(
            plastic, card, new HashSet<string>([DemoIds.CardSystem], StringComparer.Ordinal));
        stage.Narrator.Tell(
            "a shop that takes no plain cards; the attempt is counted", refused.Status.ToString().ToLowerInvariant(),
            isExpected: refused.Status == SaleStatus.Refused && refused.System == DemoIds.CardSystem);
    }

    private Task<SaleResult> SellAsync(PhoneWallet plastic, string card, IReadOnlySet<string> refused)
    {
        var memory = new TillMemory();
        var till = new PointOfSale(
            new TillSettings
            {
                Reader = DemoShop.Reader("COFFEE01", cvmLimitMinor: 5_000),
                MerchantName = "Corner Coffee",
                Policy = new AcceptancePolicy
                {
                    Systems =
                    [
                        new PaymentSystem(DemoIds.CardSystem, "F0", DemoIds.CardPrefix),
                        new PaymentSystem(DemoIds.WalletSystem, "F0", DemoIds.TokenPrefix),
                    ],
                    Refused = refused,
                },
            },
            new RestAcquirer(stage.Coffee.Client, DemoIds.CoffeeTill.ToString()), memory, stage.Time);
        return till.SellAsync(new Money(1_800, Currency.Usd), plastic.Present(card));
    }
}
