using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Client.Tokens;
using Tessera.Client.Wire;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Cloud;

/// <summary>The cloud wallet: real phones, a real server; keys that are used up, replaced, stolen.</summary>
public sealed class CloudPhoneTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private const int Uses = 5;
    private readonly string _folder = Directory.CreateTempSubdirectory("tessera-cloud-").FullName;

    private TesseraClient CloudWallet => server.Client(server.Host.DemoKeys!.CloudWallet);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task A_key_pays_its_uses_then_the_phone_refuses_until_it_has_the_next(CardProfile profile)
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(phone, profile);
        Assert.Equal(Uses, card.UsesLeft);
        for (var left = Uses - 1; left >= 0; left--)
        {
            Assert.Equal(SaleStatus.Approved, (await SellAsync(phone, card)).Status);
            Assert.Equal(left, phone.Cards[0].UsesLeft);
        }

        Assert.Equal(SaleStatus.NotUsable, (await SellAsync(phone, card)).Status);
        var next = await new KeyReplenishment(phone, CloudWallet).RunAsync(card.Token);
        Assert.Equal(Uses, next.UsesLeft);
        Assert.Equal(SaleStatus.Approved, (await SellAsync(phone, card)).Status);
    }

    [Fact]
    public async Task The_phone_replenishes_before_it_is_empty_and_goes_on_after_a_restart()
    {
        string token;
        using (var phone = new PhoneWallet(_folder, TimeProvider.System))
        {
            var card = await ActivateAsync(phone);
            token = card.Token;
            await SellAsync(phone, card);
            await new KeyReplenishment(phone, CloudWallet).RunAsync(token);
        }

        using var again = new PhoneWallet(_folder, TimeProvider.System);
        Assert.Equal(Uses, again.Cards[0].UsesLeft);
        Assert.Equal(SaleStatus.Approved, (await SellAsync(again, again.Cards[0])).Status);
    }

    [Fact]
    public async Task A_phone_with_a_connection_replaces_its_keys_before_they_run_out()
    {
        var time = new ShiftedTime(TimeSpan.Zero);
        using var phone = new PhoneWallet(_folder, time);
        var card = await ActivateAsync(phone);
        var keys = new KeyReplenishment(phone, CloudWallet);
        Assert.Equal(0, await keys.RunDueAsync());
        for (var use = 0; use < Uses - 2; use++)
        {
            await SellAsync(phone, card);
        }

        Assert.Equal(1, await keys.RunDueAsync());
        Assert.Equal(Uses, phone.Cards[0].UsesLeft);
        time.Advance(TimeSpan.FromDays(6.5));
        Assert.Equal(1, await keys.RunDueAsync());
    }

    [Fact]
    public async Task An_expired_key_makes_no_cryptogram()
    {
        var time = new ShiftedTime(TimeSpan.Zero);
        using var phone = new PhoneWallet(_folder, time);
        var card = await ActivateAsync(phone);
        time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(SaleStatus.NotUsable, (await SellAsync(phone, card)).Status);
    }

    [Fact]
    public async Task Its_payments_count_under_a_name_of_their_own()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        await SellAsync(phone, await ActivateAsync(phone));
        var share = await server.Operator.Statistics.UsageAsync();
        Assert.Contains(share.Systems, row => row.System == DemoIds.CloudSystem && row.Attempts > 0);
    }

    // A program with the keys of the phone does not care what the phone would refuse.
    [Fact]
    public async Task Stolen_keys_make_no_more_payments_than_the_key_is_good_for()
    {
        using var thief = await StolenAsync();
        for (var use = 0; use < Uses; use++)
        {
            Assert.Null((await PayAsync(thief)).DeclineCode);
        }

        Assert.Equal("credential_invalid", (await PayAsync(thief)).DeclineCode);
    }

    [Fact]
    public async Task Stolen_keys_are_worth_nothing_once_the_phone_has_the_next()
    {
        using var phone = await StolenAsync();
        Assert.Null((await PayAsync(phone)).DeclineCode);
        var stolen = phone.CopyKeys();
        await phone.ReplenishAsync();
        Assert.Null((await PayAsync(phone)).DeclineCode);
        phone.UseKeys(stolen);
        Assert.Equal("credential_invalid", (await PayAsync(phone)).DeclineCode);
    }

    [Fact]
    public async Task Another_number_for_the_same_key_is_a_wrong_cryptogram()
    {
        using var phone = await StolenAsync();
        var keys = phone.CopyKeys();
        phone.UseKeys(keys with { Number = (ushort)(keys.Number + 1) });
        Assert.Equal("cryptogram_wrong", (await PayAsync(phone)).DeclineCode);
        phone.UseKeys(keys with { Number = 0 });
        Assert.Equal("cryptogram_wrong", (await PayAsync(phone)).DeclineCode);
    }

    [Fact]
    public async Task A_copy_of_the_phone_that_is_slower_learns_that_it_is_one()
    {
        var copy = Directory.CreateTempSubdirectory("tessera-cloud-copy-").FullName;
        try
        {
            WalletCard card;
            using (var phone = new PhoneWallet(_folder, TimeProvider.System))
            {
                card = await ActivateAsync(phone);
            }

            foreach (var file in Directory.GetFiles(_folder))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            using var first = new PhoneWallet(_folder, TimeProvider.System);
            using var second = new PhoneWallet(copy, TimeProvider.System);
            var slow = await CloudWallet.Tokens.FetchKeyAsync(card.Token, CardProfile.Qvsdc);
            await new KeyReplenishment(first, CloudWallet).RunAsync(card.Token);
            Assert.Equal(2, slow.KeyNumber);
            var problem = await Assert.ThrowsAsync<TesseraProblemException>(
                () => CloudWallet.Tokens.ConfirmKeyAsync(
                    card.Token, new ConfirmKey(slow.KeyId, 2, Proof(second, slow))));
            Assert.Equal("key_number_wrong", problem.Code);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task Whoever_did_not_open_the_key_puts_none_in_force()
    {
        using var phone = await StolenAsync();
        var sealedKey = await CloudWallet.Tokens.FetchKeyAsync(phone.Token, CardProfile.Qvsdc);
        var problem = await Assert.ThrowsAsync<TesseraProblemException>(() => CloudWallet.Tokens.ConfirmKeyAsync(
            phone.Token, new ConfirmKey(sealedKey.KeyId, sealedKey.KeyNumber!.Value, "0011223344556677")));
        Assert.Equal("key_proof_wrong", problem.Code);
        Assert.Null((await PayAsync(phone)).DeclineCode);
    }

    [Fact]
    public async Task A_confirmation_asked_again_gets_the_first_answer_and_a_suspended_token_no_key()
    {
        using var phone = await StolenAsync();
        var confirm = await phone.NextKeyAsync();
        var call = new ApiCall { IdempotencyKey = $"again-{phone.Token}" };
        var first = await CloudWallet.Tokens.ConfirmKeyAsync(phone.Token, confirm, call);
        Assert.Equal(first, await CloudWallet.Tokens.ConfirmKeyAsync(phone.Token, confirm, call));
        await server.Issuer.Tokens.SuspendAsync(phone.Token);
        var problem = await Assert.ThrowsAsync<TesseraProblemException>(
            () => CloudWallet.Tokens.FetchKeyAsync(phone.Token, CardProfile.Qvsdc));
        Assert.Equal("token_is_suspended", problem.Code);
    }

    [Fact]
    public async Task Keys_of_the_other_wallet_are_for_life()
    {
        using var phone = await server.NewPhoneAsync();
        var problem = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Wallet.Tokens.FetchKeyAsync(phone.Token, CardProfile.Qvsdc));
        Assert.Equal("keys_are_for_life", problem.Code);
    }

    private static string Proof(PhoneWallet phone, SealedCredentials slow)
    {
        var opened = phone.Open(slow);
        Emv.Keys.DeviceCardKeys.TryRead(opened.Keys, out var keys, out _);
        var proof = new byte[Emv.Keys.LimitedUseKey.ProofBytes];
        Emv.Keys.LimitedUseKey.Prove(keys!.Aes!.Bytes, slow.Token, proof);
        return Convert.ToHexString(proof);
    }

    private async Task<TestPhone> StolenAsync()
    {
        var (pan, _, _) = await server.NewCardAsync();
        var phone = await TestPhone.RegisterAsync(CloudWallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        return phone;
    }

    private Task<Payment> PayAsync(TestPhone phone) => server.Coffee.Payments.AuthoriseAsync(
        phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today)));

    private async Task<WalletCard> ActivateAsync(PhoneWallet wallet, CardProfile profile = CardProfile.Qvsdc)
    {
        var (pan, _, _) = await server.NewCardAsync();
        await wallet.RegisterAsync(CloudWallet, "A cloud phone");
        var activation = new CardActivation(wallet, CloudWallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(TestPhone.Signals());
        return await activation.CompleteAsync(profile, "Cedar Bank");
    }

    private Task<SaleResult> SellAsync(PhoneWallet phone, WalletCard card)
    {
        var limits = ReaderLimits.OnlineOnly(5_000);
        var reader = new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            TerminalIdentification = "COFFEE01",
            Applications =
            [
                new ReaderApplication(Hex.Read("F0544553534552410101"), ReaderApplication.QvsdcKernel, limits),
                new ReaderApplication(Hex.Read("F0544553534552410102"), ReaderApplication.MChipKernel, limits),
            ],
        };
        var till = new PointOfSale(
            new TillSettings { Reader = reader, MerchantName = "CORNER COFFEE" },
            new RestAcquirer(server.Coffee, DemoIds.CoffeeTill.ToString()), new TillMemory(), TimeProvider.System);
        return till.SellAsync(new Money(100, Currency.Usd), phone.Present(card.Token));
    }
}
