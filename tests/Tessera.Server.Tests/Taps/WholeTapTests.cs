using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Taps;

/// <summary>The real phone at the real till with the real server; only the air is a function call.</summary>
public sealed class WholeTapTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tessera-phone-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_card_activated_with_a_code_pays_at_the_till(CardProfile profile)
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, profile, deviceScore: 2);
        var result = await Till().SellAsync(new Money(1_250, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Equal("00", result.Answer!.ResponseCode);
        Assert.Contains("APPROVED 00", result.Receipt, StringComparison.Ordinal);
        var payment = await server.Coffee.Payments.GetAsync(result.Answer.Reference);
        Assert.Equal((PaymentState.Authorised, 1_250L, card.Token), (payment.State, payment.Amount, payment.Token));
    }

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_large_sale_is_approved_after_the_passcode(CardProfile profile)
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        wallet.SetPasscode("2580");
        var card = await ActivateAsync(wallet, profile);
        var till = Till();
        var first = await till.SellAsync(new Money(9_900, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal((SaleStatus.TapAgain, TapReason.VerifyOnDevice), (first.Status, first.Reason));
        Assert.True(wallet.TryVerify("2580"));
        var second = await till.SellAsync(new Money(9_900, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.Approved, second.Status);
        Assert.Contains("VERIFIED ON DEVICE", second.Receipt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_till_that_asks_for_no_verification_gets_no_large_sale(CardProfile profile)
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, profile);
        var result = await Till(cvmLimitMinor: 100_000)
            .SellAsync(new Money(9_900, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal((SaleStatus.Declined, "65"), (result.Status, result.Answer!.ResponseCode));
    }

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task The_phone_tells_the_issuers_answer_from_a_changed_one(CardProfile profile)
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, profile);
        var acquirer = new KeepingAcquirer(new RestAcquirer(server.Coffee, DemoIds.CoffeeTill.ToString()));
        var result = await Till(acquirer: acquirer).SellAsync(new Money(300, Currency.Usd), wallet.Present(card.Token));
        var field = acquirer.Last!.Authorisation.Field55;
        var response = result.Answer!.ChipResponse.ToArray();
        Assert.True(wallet.IsGenuineAnswer(card.Token, field, response));
        for (var bit = 0; bit < response.Length * 8; bit++)
        {
            var changed = response.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(wallet.IsGenuineAnswer(card.Token, field, changed));
        }
    }

    [Fact]
    public async Task The_phone_goes_on_paying_after_it_was_switched_off()
    {
        string token;
        using (var wallet = new PhoneWallet(_folder, TimeProvider.System))
        {
            token = (await ActivateAsync(wallet, CardProfile.Qvsdc)).Token;
            await Till().SellAsync(new Money(100, Currency.Usd), wallet.Present(token));
        }

        using var again = new PhoneWallet(_folder, TimeProvider.System);
        var result = await Till().SellAsync(new Money(100, Currency.Usd), again.Present(token));
        Assert.Equal(SaleStatus.Approved, result.Status);
    }

    [Fact]
    public async Task A_token_suspended_at_the_server_is_declined_although_the_phone_does_not_know()
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, CardProfile.Qvsdc);
        await server.Wallet.Tokens.SuspendAsync(card.Token);
        var result = await Till().SellAsync(new Money(100, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.Declined, result.Status);
        await wallet.RefreshAsync(server.Wallet);
        Assert.Equal(
            SaleStatus.NotUsable,
            (await Till().SellAsync(new Money(100, Currency.Usd), wallet.Present(card.Token))).Status);
        await wallet.ResumeAsync(server.Wallet, card.Token);
        Assert.Equal(
            SaleStatus.Approved,
            (await Till().SellAsync(new Money(100, Currency.Usd), wallet.Present(card.Token))).Status);
    }

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_plain_card_pays_under_its_own_number_at_the_same_till(CardProfile profile)
    {
        var (_, card, _) = await server.NewCardAsync();
        using var plastic = new PhoneWallet(_folder, TimeProvider.System);
        await PlasticCard.PersonaliseAsync(plastic, server.Issuer, card.Id, profile, "Plastic");
        var sold = await Till().SellAsync(new Money(1_250, Currency.Usd), plastic.Present(card.Id));
        Assert.Equal(SaleStatus.Approved, sold.Status);
        var payment = await server.Coffee.Payments.GetAsync(sold.Answer!.Reference);
        Assert.Equal(DemoIds.CardSystem, payment.PaymentSystem);
        var large = await Till(cvmLimitMinor: 100_000)
            .SellAsync(new Money(9_900, Currency.Usd), plastic.Present(card.Id));
        Assert.Equal((SaleStatus.Declined, "65"), (large.Status, large.Answer!.ResponseCode));
    }

    [Fact]
    public async Task A_longer_prefix_wins_from_the_next_card_on_without_a_restart()
    {
        Assert.Equal(DemoIds.CardSystem, await SystemOfAsync("999900777770001", "before"));
        await server.Operator.AccountRanges.CreateAsync(new Client.Directory.CreateAccountRange
        {
            Prefix = "99990077777",
            NumberLength = 16,
            Kind = Client.Directory.RangeKind.Funding,
            Issuer = DemoIds.Issuer.ToString(),
            Network = DemoIds.Network.ToString(),
            PaymentSystem = "co_brand",
            ApplicationPrefix = "F05445535345524101",
        });
        Assert.Equal("co_brand", await SystemOfAsync("999900777770002", "after"));
        Assert.Equal(DemoIds.CardSystem, await SystemOfAsync("999900777780003", "beside"));
    }

    [Fact]
    public async Task A_shop_that_refuses_the_wallet_reports_it_and_it_shows_in_the_usage_share()
    {
        using var wallet = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(wallet, CardProfile.Qvsdc);
        var before = await AttemptsAsync();
        var till = Till(refused: DemoIds.WalletSystem);
        var result = await till.SellAsync(new Money(100, Currency.Usd), wallet.Present(card.Token));
        Assert.Equal(SaleStatus.Refused, result.Status);
        Assert.Equal(1, till.Refusals[DemoIds.WalletSystem]);
        Assert.True(await AttemptsAsync() > before);
    }

    [Fact]
    public async Task A_withdrawn_range_takes_no_new_payment_and_gives_back_what_was_paid()
    {
        var range = await server.Operator.AccountRanges.CreateAsync(new Client.Directory.CreateAccountRange
        {
            Prefix = "99990066666",
            NumberLength = 16,
            Kind = Client.Directory.RangeKind.Funding,
            Issuer = DemoIds.Issuer.ToString(),
            Network = DemoIds.Network.ToString(),
            PaymentSystem = "short_lived",
            ApplicationPrefix = "F05445535345524101",
        });
        var (plastic, card) = await PlasticAsync("999900666660001", "withdrawn");
        using var _ = plastic;
        var sold = await Till().SellAsync(new Money(500, Currency.Usd), plastic.Present(card));
        await server.Operator.AccountRanges.ChangeAsync(range.Id, new Client.Directory.ChangeAccountRange
        {
            PaymentSystem = "short_lived", ApplicationPrefix = "F05445535345524101", Withdrawn = true,
        });

        var refused = await Till().SellAsync(new Money(500, Currency.Usd), plastic.Present(card));
        Assert.NotEqual(SaleStatus.Approved, refused.Status);
        var paid = sold.Answer!.Reference;
        await server.Coffee.Payments.CaptureAsync(paid, new CapturePayment(500, "USD"));
        var back = await server.Coffee.Payments.RefundAsync(paid, new RefundPayment(200, "USD"));
        Assert.Equal(200, back.AmountRefunded);
    }

    [Fact]
    public async Task A_part_of_a_range_keeps_its_keys_so_cards_that_are_out_go_on_paying()
    {
        var (plastic, card) = await PlasticAsync("999900555550001", "part");
        using var _ = plastic;
        await server.Operator.AccountRanges.CreateAsync(new Client.Directory.CreateAccountRange
        {
            Prefix = "99990055555",
            NumberLength = 16,
            Kind = Client.Directory.RangeKind.Funding,
            Issuer = DemoIds.Issuer.ToString(),
            Network = DemoIds.Network.ToString(),
            PaymentSystem = "renamed",
            ApplicationPrefix = "F05445535345524101",
        });
        var sold = await Till().SellAsync(new Money(500, Currency.Usd), plastic.Present(card));
        Assert.Equal(SaleStatus.Approved, sold.Status);
    }

    private async Task<string?> SystemOfAsync(string body, string name)
    {
        var (plastic, card) = await PlasticAsync(body, name);
        using var _ = plastic;
        var sold = await Till().SellAsync(new Money(500, Currency.Usd), plastic.Present(card));
        Assert.Equal(SaleStatus.Approved, sold.Status);
        return (await server.Coffee.Payments.GetAsync(sold.Answer!.Reference)).PaymentSystem;
    }

    private async Task<(PhoneWallet Plastic, string Card)> PlasticAsync(string body, string name)
    {
        var (_, known, account) = await server.NewCardAsync();
        var card = await server.Issuer.Cards.CreateAsync(new Client.Cards.CreateCard
        {
            Account = account,
            Pan = body + Luhn.CheckDigit(body),
            Expiry = known.Expiry!,
            Holder = new Client.Cards.CardHolder { Name = "Ada Example" },
        });
        var plastic = new PhoneWallet(Path.Combine(_folder, name), TimeProvider.System);
        await PlasticCard.PersonaliseAsync(plastic, server.Issuer, card.Id, CardProfile.Qvsdc, "Plastic");
        return (plastic, card.Id);
    }

    private async Task<long> AttemptsAsync()
    {
        var share = await server.Operator.Statistics.UsageAsync();
        return share.Systems.Where(row => row.System == DemoIds.WalletSystem).Sum(row => row.Attempts);
    }

    private PointOfSale Till(long cvmLimitMinor = 5_000, string? refused = null, IAcquirer? acquirer = null)
    {
        var limits = ReaderLimits.OnlineOnly(cvmLimitMinor);
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
            Policy = new AcceptancePolicy
            {
                Systems = [new PaymentSystem(DemoIds.WalletSystem, "F05445535345524101", DemoIds.TokenPrefix)],
                Refused = new HashSet<string>(refused is null ? [] : [refused], StringComparer.Ordinal),
            },
        };
        acquirer ??= new RestAcquirer(server.Coffee, DemoIds.CoffeeTill.ToString());
        return new PointOfSale(settings, acquirer, new TillMemory(), TimeProvider.System);
    }

    private async Task<WalletCard> ActivateAsync(PhoneWallet wallet, CardProfile profile, int deviceScore = 5)
    {
        var (pan, _, _) = await server.NewCardAsync();
        await wallet.RegisterAsync(server.Wallet, "Ada's phone");
        var activation = new CardActivation(wallet, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        var signals = Activation.TestPhone.Signals(deviceScore);
        var linked = await activation.LinkAsync(signals);
        Assert.Equal(deviceScore < 5 ? ProvisioningPath.Yellow : ProvisioningPath.Green, linked.Path);
        if (linked.State == ProvisioningState.StepUp)
        {
            await activation.SendCodeAsync(linked.CodeMethods[0].Kind);
            await activation.SubmitCodeAsync(await server.ReadCodeAsync(linked.Id));
        }

        return await activation.CompleteAsync(profile, "Cedar Bank");
    }

    private sealed class KeepingAcquirer(IAcquirer inner) : IAcquirer
    {
        public Sale? Last { get; private set; }

        public Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel)
        {
            Last = sale;
            return inner.AuthoriseAsync(sale, cancel);
        }

        public Task<int> ResolveUnknownAsync(CancellationToken cancel) => inner.ResolveUnknownAsync(cancel);

        public Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel) =>
            inner.TryReportRefusedAsync(system, cancel);
    }
}
