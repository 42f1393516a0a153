using Tessera.Client.Activation;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Switch;

// Goal: the real phone at the real till whose acquirer link is the real door.
public sealed class SwitchTillTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-phone-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(CardProfile.Qvsdc, "COFFEE01")]
    [InlineData(CardProfile.Mchip, "COFFEE02")]
    public async Task A_phone_pays_at_a_till_over_iso_8583(CardProfile profile, string terminal)
    {
        using PhoneWallet wallet = new(folder, TimeProvider.System);
        WalletCard card = await ActivateAsync(wallet, profile);
        TillMemory memory = new();
        using IsoAcquirer acquirer = new(Link(terminal), memory, TimeProvider.System);
        PointOfSale till = new(Settings(terminal), acquirer, memory, TimeProvider.System);
        for (int i = 0; i < 3; i++)
        {
            SaleResult sale = await till.SellAsync(new Money(1_250, Currency.Usd), wallet.Present(card.Token));
            Assert.Equal((SaleStatus.Approved, "00"), (sale.Status, sale.Answer!.ResponseCode));
            Assert.Contains("APPROVED 00", sale.Receipt, StringComparison.Ordinal);
            Assert.False(sale.Answer.ChipResponse.IsEmpty);
        }

        Assert.Empty(memory.Pending);
        SaleResult large = await till.SellAsync(new Money(9_900, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.TapAgain, large.Status);
    }

    private static TillSettings Settings(string terminal) => new()
    {
        MerchantName = "CORNER COFFEE",
        Reader = new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            TerminalIdentification = terminal,
            Applications =
            [
                new(Hex.Read("F0544553534552410101"), ReaderApplication.QvsdcKernel, ReaderLimits.OnlineOnly(5_000)),
                new(Hex.Read("F0544553534552410102"), ReaderApplication.MChipKernel, ReaderLimits.OnlineOnly(5_000)),
            ],
        },
        Policy = new AcceptancePolicy
        {
            Systems = [new PaymentSystem(DemoIds.WalletSystem, "F05445535345524101", DemoIds.TokenPrefix)],
        },
    };

    private IsoSettings Link(string terminal) => new()
    {
        Host = "127.0.0.1",
        Port = server.Host.SwitchPort,
        Acquirer = DemoTap.Acquirer,
        TerminalNumber = terminal,
        MerchantNumber = "CORNER COFFEE 1",
        MerchantCategoryCode = 5814,
    };

    private async Task<WalletCard> ActivateAsync(PhoneWallet wallet, CardProfile profile)
    {
        var (pan, _, _) = await server.NewCardAsync();
        await wallet.RegisterAsync(server.Wallet, "Ada's phone");
        CardActivation activation = new(wallet, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(Activation.TestPhone.Signals());
        return await activation.CompleteAsync(profile, "Cedar Bank");
    }
}
