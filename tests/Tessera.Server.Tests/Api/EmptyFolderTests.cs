using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Client.Fees;
using Tessera.Client.Operations;
using Tessera.Client.Payments;
using Tessera.Primitives;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>A server that is no demo, from its first operator's key to a payment, over the API alone.</summary>
public sealed class EmptyFolderTests : IAsyncLifetime
{
    private const string CardPrefix = "888800";
    private const string TokenPrefix = "888810";
    private const string RequestorNumber = "50010030001";
    private const string ApplicationPrefix = "F05445535345524101";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("tessera-test-").FullName;
    private TesseraHost host = null!;
    private HttpClient http = null!;

    public ValueTask InitializeAsync() => StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(folder, true);
    }

    [Fact]
    public async Task An_empty_folder_is_set_up_over_the_api_pays_and_pays_again_after_a_restart()
    {
        var op = Client(host.FirstOperatorSecret!);
        var scheme = await RegisterSchemeAsync(op);
        var shop = await op.Merchants.CreateAsync(
            new CreateMerchant
            {
                Name = "First Shop",
                CategoryCode = "5814",
                Currency = "USD",
                Country = 840,
                Acquirer = scheme.Acquirer,
            },
            cancel: Cancel);
        var till = await op.Terminals.CreateAsync(
            new CreateTerminal { Merchant = shop.Id, TerminalNumber = "SHOP0001" }, cancel: Cancel);
        var merchant = await KeyAsync(op, "merchant", shop.Id);
        var pan = await NewCardAsync(Client(await KeyAsync(op, "issuer", scheme.Issuer)));
        using var phone = await TestPhone.RegisterAsync(Client(await KeyAsync(op, "wallet", scheme.Wallet)));
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);

        var paid = await PayAsync(merchant, phone, till.Id);
        Assert.Equal(PaymentState.Authorised, paid.State);
        Assert.StartsWith("91", paid.EmvResponse, StringComparison.Ordinal);

        await StopAsync();
        await StartAsync();
        Assert.Null(host.FirstOperatorSecret);
        var again = await PayAsync(merchant, phone, till.Id);
        Assert.Equal(PaymentState.Authorised, again.State);
        Assert.StartsWith("91", again.EmvResponse, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_registered_is_read_back_and_a_repeat_changes_nothing()
    {
        var op = Client(host.FirstOperatorSecret!);
        var scheme = await RegisterSchemeAsync(op);
        var ranges = await op.AccountRanges.ListAsync(new(100), Cancel);
        Assert.Equal([$"{CardPrefix}-16", $"{TokenPrefix}-16"], ranges.Data.Select(range => range.Id));
        Assert.Equal(RangeKind.Token, ranges.Data[1].Kind);
        Assert.Equal(scheme.Issuer, ranges.Data[1].Issuer);
        Assert.Equal(RequestorNumber, ranges.Data[1].TokenRequestor);
        var requestor = Assert.Single((await op.TokenRequestors.ListAsync(cancel: Cancel)).Data);
        Assert.Equal(scheme.Wallet, requestor.Wallet);
        var fees = await op.Fees.GetAsync(Cancel);
        Assert.Equal((1, 150, 10), (fees.Version, fees.InterchangeBasisPoints, fees.SchemeFeeBasisPoints));

        var keys = host.World.Hsm.ListKeys().Count;
        var call = new Client.Wire.ApiCall { IdempotencyKey = "one-range" };
        var request = Range("888820", RangeKind.Funding, scheme);
        var first = await op.AccountRanges.CreateAsync(request, call, Cancel);
        var made = host.World.Hsm.ListKeys().Count;
        Assert.True(made > keys, $"{made} keys");
        Assert.Equal(first, await op.AccountRanges.CreateAsync(request, call, Cancel));
        var taken = await Assert.ThrowsAsync<TesseraProblemException>(
            () => op.AccountRanges.CreateAsync(request, cancel: Cancel));
        Assert.Equal("already_registered", taken.Code);
        Assert.Equal(made, host.World.Hsm.ListKeys().Count);
    }

    [Fact]
    public async Task Policies_are_replaced_as_a_whole()
    {
        var op = Client(host.FirstOperatorSecret!);
        var payment = await op.Policies.GetPaymentAsync(Cancel) with { CvmLimitMinor = 7_500 };
        Assert.Equal(payment, await op.Policies.SetPaymentAsync(payment, cancel: Cancel));
        Assert.Equal(payment, await op.Policies.GetPaymentAsync(Cancel));
        var activation = await op.Policies.GetActivationAsync(Cancel) with { TriesPerCardIn72Hours = 20 };
        await op.Policies.SetActivationAsync(activation, cancel: Cancel);
        Assert.Equal(activation, await op.Policies.GetActivationAsync(Cancel));
        var invalid = await Assert.ThrowsAsync<TesseraProblemException>(
            () => op.Policies.SetPaymentAsync(payment with { CvmCurrencyNumber = 70_000 }, cancel: Cancel));
        Assert.Equal("member_invalid", invalid.Code);
        await Assert.ThrowsAsync<TesseraProblemException>(
            () => op.Policies.SetActivationAsync(activation with { CodeMinutes = int.MaxValue }, cancel: Cancel));
        Assert.Equal(activation, await op.Policies.GetActivationAsync(Cancel));
    }

    [Fact]
    public async Task A_range_that_cannot_be_is_refused_and_gets_no_keys()
    {
        var op = Client(host.FirstOperatorSecret!);
        var scheme = await RegisterSchemeAsync(op);
        var keys = host.World.Hsm.ListKeys().Count;
        var good = Range("888820", RangeKind.Token, scheme) with { TokenRequestor = RequestorNumber };
        foreach (var (range, code) in new[]
        {
            (good with { Prefix = "88../x" }, "member_invalid"), (good with { NumberLength = 12 }, "member_invalid"),
            (good with { NumberLength = 272 }, "member_invalid"), (good with { PaymentSystem = "" }, "member_invalid"),
            (good with { ApplicationPrefix = "F05" }, "member_invalid"),
            (good with { Issuer = scheme.Wallet }, "not_found"), (good with { Network = "x" }, "not_found"),
            (good with { TokenRequestor = null }, "requestor_unknown"),
            (good with { Kind = RangeKind.Funding }, "requestor_unknown"),
        })
        {
            var refused = await Assert.ThrowsAsync<TesseraProblemException>(
                () => op.AccountRanges.CreateAsync(range, cancel: Cancel));
            Assert.Equal(code, refused.Code);
        }

        Assert.Equal(keys, host.World.Hsm.ListKeys().Count);
    }

    private static CreateAccountRange Range(string prefix, RangeKind kind, Scheme scheme) => new()
    {
        Prefix = prefix,
        NumberLength = 16,
        Kind = kind,
        Issuer = scheme.Issuer,
        Network = scheme.Network,
        PaymentSystem = kind == RangeKind.Token ? "first_wallet" : "plain_card",
        ApplicationPrefix = ApplicationPrefix,
    };

    private static async Task<Scheme> RegisterSchemeAsync(TesseraClient op)
    {
        var scheme = new Scheme(
            await ParticipantAsync(op, ParticipantRole.Network, 1),
            await ParticipantAsync(op, ParticipantRole.Issuer, 2),
            await ParticipantAsync(op, ParticipantRole.Acquirer, 3),
            await ParticipantAsync(op, ParticipantRole.Wallet, 4));
        await op.TokenRequestors.CreateAsync(
            new CreateTokenRequestor
            {
                Number = RequestorNumber,
                Name = "First Wallet",
                PaymentSystem = "first_wallet",
                Wallet = scheme.Wallet,
                WalletFeeBasisPoints = 15,
            },
            cancel: Cancel);
        await op.AccountRanges.CreateAsync(Range(CardPrefix, RangeKind.Funding, scheme), cancel: Cancel);
        await op.AccountRanges.CreateAsync(
            Range(TokenPrefix, RangeKind.Token, scheme) with { TokenRequestor = RequestorNumber }, cancel: Cancel);
        await op.Fees.SetAsync(
            new FeeTable { Version = 1, InterchangeBasisPoints = 150, SchemeFeeBasisPoints = 10 }, cancel: Cancel);
        return scheme;
    }

    private static async Task<string> ParticipantAsync(TesseraClient op, ParticipantRole role, int book)
    {
        var participant = await op.Participants.CreateAsync(
            new CreateParticipant
            {
                Name = $"First {role}",
                Roles = [role],
                Book = book,
                Code = $"8880000000{book}",
                Country = 840,
            },
            cancel: Cancel);
        return participant.Id;
    }

    private static async Task<string> KeyAsync(TesseraClient op, string role, string owner)
    {
        var key = await op.ApiKeys.CreateAsync(
            new CreateApiKey { Name = $"first {role}", Role = role, Owner = owner }, cancel: Cancel);
        return key.Secret!;
    }

    private static async Task<string> NewCardAsync(TesseraClient issuer)
    {
        var account = await issuer.Accounts.OpenAsync(
            new OpenAccount
            {
                Kind = AccountKind.Credit,
                Currency = "USD",
                CreditLimit = 100_000,
                CustomerSince = "2020-01-01",
            },
            cancel: Cancel);
        var pan = CardPrefix + "000000001";
        pan += Luhn.CheckDigit(pan);
        await issuer.Cards.CreateAsync(
            new CreateCard
            {
                Account = account.Id,
                Pan = pan,
                Expiry = "2031-12",
                Holder = new CardHolder { Name = "Ada Example", Phone = "+12025550100" },
            },
            cancel: Cancel);
        return pan;
    }

    private Task<Payment> PayAsync(string merchant, TestPhone phone, string till)
        => Client(merchant).Payments.AuthoriseAsync(
            phone.Pay(till, 1_250, phone.Tap(1_250, DemoServer.Today)), cancel: Cancel);

    private TesseraClient Client(string secret) => new(http, new TesseraClientOptions { ApiKey = secret });

    private async ValueTask StartAsync()
    {
        host = await TesseraHost.StartAsync(
            new TesseraHostOptions { Folder = folder, Urls = ["http://127.0.0.1:0"], SwitchPort = null }, Cancel);
        http = new HttpClient { BaseAddress = host.Address };
    }

    private async ValueTask StopAsync()
    {
        http.Dispose();
        await host.StopAsync(CancellationToken.None);
        await host.DisposeAsync();
    }

    private sealed record Scheme(string Network, string Issuer, string Acquirer, string Wallet);
}
