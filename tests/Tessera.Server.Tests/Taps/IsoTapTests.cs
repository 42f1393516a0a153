using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Client.Wire;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Taps;

/// <summary>The real phone at the real till, over ISO 8583 to the real server, with answers lost on the way.</summary>
public sealed class IsoTapTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    // One till for all tests: running numbers must not begin again within one second.
    private static readonly TillMemory Memory = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("tessera-phone-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_tap_is_approved_over_the_link(CardProfile profile)
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, profile);
        await using var relay = new LosingRelay(server.Host.SwitchPort);
        var result = await SellAsync(relay, wallet.Present(card.Token), 1_250);
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Matches("^[0-9]{6}$", result.Answer!.ApprovalCode);
        Assert.False(result.Answer.ChipResponse.IsEmpty);
        Assert.Equal(PaymentState.Authorised, Assert.Single(await PaymentsAsync(card.Token)).State);
    }

    [Fact]
    public async Task A_lost_answer_is_repeated_and_there_is_one_payment()
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, CardProfile.Qvsdc);
        await using var relay = new LosingRelay(server.Host.SwitchPort, "0110");
        var result = await SellAsync(relay, wallet.Present(card.Token), 700);
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Equal(PaymentState.Authorised, Assert.Single(await PaymentsAsync(card.Token)).State);
    }

    [Fact]
    public async Task Answers_that_stay_lost_end_in_a_reversal_and_nothing_is_held()
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, CardProfile.Qvsdc);
        await using var relay = new LosingRelay(server.Host.SwitchPort, "0110", "0110", "0410");
        var result = await SellAsync(relay, wallet.Present(card.Token), 800);
        Assert.Equal(SaleStatus.Unknown, result.Status);
        Assert.Empty(Memory.Pending);
        var payment = Assert.Single(await PaymentsAsync(card.Token));
        Assert.Equal((PaymentState.Reversed, 0L), (payment.State, payment.AmountHeld));
    }

    [Fact]
    public async Task A_till_over_iso_reports_what_it_refused_and_it_is_counted_once()
    {
        using var link = new IsoAcquirer(Settings(server.Host.SwitchPort), new TillMemory(), TimeProvider.System);
        Assert.True(await link.TryReportRefusedAsync("rival_wallet", TestContext.Current.CancellationToken));
        using var other = new IsoAcquirer(
            Settings(server.Host.SwitchPort) with { TerminalNumber = "NOBODY01" }, new TillMemory(),
            TimeProvider.System);
        Assert.False(await other.TryReportRefusedAsync("rival_wallet", TestContext.Current.CancellationToken));
        var share = await server.Operator.Statistics.UsageAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, share.Systems.Single(row => row.System == "rival_wallet").Refused);
    }

    [Fact]
    public async Task A_till_in_anothers_name_is_refused_at_sign_on()
    {
        var settings = Settings(server.Host.SwitchPort) with { Acquirer = "99900000004" };
        using var link = new IsoAcquirer(settings, new TillMemory(), TimeProvider.System);
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, CardProfile.Qvsdc);
        var till = Till(link, new TillMemory(), TimeProvider.System);
        var result = await till.SellAsync(new Money(100, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.Unknown, result.Status);
        Assert.Contains("sign-on", result.Answer!.Text, StringComparison.Ordinal);
        Assert.Empty(await PaymentsAsync(card.Token));
    }

    private static IsoSettings Settings(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Acquirer = "99900000003",
        TerminalNumber = "COFFEE01",
        MerchantNumber = "COFFEE",
        MerchantCategoryCode = 5814,
    };

    private static PointOfSale Till(IAcquirer acquirer, TillMemory memory, TimeProvider time)
    {
        var limits = ReaderLimits.OnlineOnly(5_000);
        var settings = new TillSettings
        {
            MerchantName = "CORNER COFFEE",
            Reader = new ReaderConfiguration
            {
                Currency = Currency.Usd,
                CountryNumber = 840,
                TerminalIdentification = "COFFEE01",
                Applications =
                [
                    new ReaderApplication(Hex.Read("F0544553534552410101"), ReaderApplication.QvsdcKernel, limits),
                    new ReaderApplication(Hex.Read("F0544553534552410102"), ReaderApplication.MChipKernel, limits),
                ],
            },
        };
        return new PointOfSale(settings, acquirer, memory, time);
    }

    /// <summary>The till's clock stands still but for lost answers; dates of taps are today's all the same.</summary>
    private static async Task<SaleResult> SellAsync(LosingRelay relay, CardChannel card, long amountMinor)
    {
        relay.Time.MoveTo(TimeProvider.System.GetUtcNow());
        using var link = new IsoAcquirer(Settings(relay.Port), Memory, relay.Time);
        return await Till(link, Memory, relay.Time).SellAsync(new Money(amountMinor, Currency.Usd), card);
    }

    private async Task<WalletCard> ActivateAsync(PhoneWallet wallet, CardProfile profile)
    {
        var (pan, _, _) = await server.NewCardAsync();
        await wallet.RegisterAsync(server.Wallet, "Ada's phone");
        var activation = new CardActivation(wallet, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(Activation.TestPhone.Signals());
        return await activation.CompleteAsync(profile, "Cedar Bank");
    }

    private async Task<IReadOnlyList<Payment>> PaymentsAsync(string token)
    {
        var page = await server.Coffee.Payments.ListAsync(new PageQuery(100));
        return [.. page.Data.Where(payment => payment.Token == token)];
    }
}
