using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Client.Wire;
using Tessera.Device;
using Tessera.Device.Wallet;
using Tessera.Emv.InApp;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>T14: what a phone made for an order is altered, repeated, kept, or used by another shop.</summary>
public sealed class T14InAppTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private const string Passcode = "271828";
    private const long Amount = 12_500;

    private readonly string _folder = Directory.CreateTempSubdirectory("tessera-in-app-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(CardProfile.Qvsdc)]
    [InlineData(CardProfile.Mchip)]
    public async Task An_order_paid_in_an_app_is_approved_once_and_asked_again_the_same(CardProfile profile)
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var made = Make(phone, await ActivateAsync(phone, profile), "order-1");
        var call = new ApiCall { IdempotencyKey = $"in-app-{profile}" };
        var paid = await server.Coffee.Payments.AuthoriseAsync(Body(made, "order-1"), call);
        Assert.Equal((PaymentState.Authorised, Amount), (paid.State, paid.Amount));
        Assert.Equal(paid, await server.Coffee.Payments.AuthoriseAsync(Body(made, "order-1"), call));
        Assert.Equal("counter_used", await DeclinedAsync(Body(made, "order-1")));
    }

    [Fact]
    public async Task Every_byte_of_it_counts()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var made = Make(phone, await ActivateAsync(phone), "order-2");
        var bytes = Convert.FromHexString(made.Cryptogram);
        foreach (var change in (byte[])[0x01, 0x80, 0xFF])
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                var bent = (byte[])bytes.Clone();
                bent[at] ^= change;
                await RefusedAsync(Body(made with { Cryptogram = Convert.ToHexString(bent) }, "order-2"));
            }
        }

        await RefusedAsync(Body(made with { Cryptogram = made.Cryptogram[..^2] }, "order-2"));
        await RefusedAsync(Body(made with { Cryptogram = made.Cryptogram + "00" }, "order-2"));
        for (var at = 0; at < made.TokenNumber.Length; at++)
        {
            var digits = made.TokenNumber.ToCharArray();
            digits[at] = digits[at] == '0' ? '1' : '0';
            await RefusedAsync(Body(made with { TokenNumber = new string(digits) }, "order-2"));
        }
    }

    [Fact]
    public async Task Another_shop_order_amount_or_currency_is_a_wrong_cryptogram()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var made = Make(phone, await ActivateAsync(phone), "order-3");
        var body = Body(made, "order-3");
        var stolen = body with { Terminal = DemoIds.BooksTill.ToString() };
        Assert.Equal("cryptogram_wrong", (await server.Books.Payments.AuthoriseAsync(stolen)).DeclineCode);
        Assert.Equal("cryptogram_wrong", await DeclinedAsync(Body(made, "order-4")));
        Assert.Equal("cryptogram_wrong", await DeclinedAsync(body with { Amount = Amount + 1 }));
        Assert.Equal("cryptogram_wrong", await DeclinedAsync(body with { Currency = "EUR" }));
        Assert.Null((await server.Coffee.Payments.AuthoriseAsync(body)).DeclineCode);
    }

    [Theory]
    [InlineData(-301, "in_app_too_old")]
    [InlineData(-290, null)]
    [InlineData(290, null)]
    [InlineData(310, "in_app_too_old")]
    public async Task It_is_good_for_five_minutes(int seconds, string? refusal)
    {
        using var phone = new PhoneWallet(_folder, new ShiftedTime(TimeSpan.FromSeconds(seconds)));
        var made = Make(phone, await ActivateAsync(phone), "order-5");
        Assert.Equal(refusal, (await server.Coffee.Payments.AuthoriseAsync(Body(made, "order-5"))).DeclineCode);
    }

    [Fact]
    public async Task The_phone_makes_none_without_its_holder()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var card = await ActivateAsync(phone);
        Assert.Throws<WalletException>(() => phone.PayInApp(card.Token, Order("order-6")));
        Make(phone, card, "order-6");
        Assert.Throws<WalletException>(() => phone.PayInApp(card.Token, Order("order-6")));
    }

    // A terminal chooses every element but the interchange profile, so that is what tells the two ways apart.
    [Fact]
    public async Task What_was_made_in_an_app_is_no_tap_and_a_tap_is_no_order()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var made = Make(phone, await ActivateAsync(phone), "order-7");
        InAppCryptogram.TryRead(Convert.FromHexString(made.Cryptogram), out var cryptogram, out _);
        var asTap = new CreatePayment
        {
            Terminal = DemoIds.CoffeeTill.ToString(),
            Amount = Amount,
            Currency = "USD",
            TokenNumber = made.TokenNumber,
            TokenExpiry = made.TokenExpiry,
            SequenceNumber = made.SequenceNumber,
            Emv = Convert.ToHexString(cryptogram!.ToField55(Order("order-7"))),
        };
        Assert.Equal("cryptogram_wrong", (await server.Coffee.Payments.AuthoriseAsync(asTap)).DeclineCode);

        using var tapper = await server.NewPhoneAsync();
        var tap = tapper.Tap(Amount, DemoServer.Today);
        var issuer = tap[(tap.IndexOf("9F1007", StringComparison.Ordinal) + 6)..][..14];
        var ac = tap[(tap.IndexOf("9F2608", StringComparison.Ordinal) + 6)..][..16];
        var now = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var forged = new InAppPayment(
            tapper.TokenNumber, made.TokenExpiry, 1, $"01{now:X8}{tapper.Atc:X4}07{issuer}{ac}");
        Assert.Equal("cryptogram_wrong", await DeclinedAsync(Body(forged, "order-7")));
    }

    [Fact]
    public async Task A_payment_has_chip_data_or_an_order_and_says_which_is_wrong()
    {
        using var phone = new PhoneWallet(_folder, TimeProvider.System);
        var body = Body(Make(phone, await ActivateAsync(phone), "order-8"), "order-8");
        var noHex = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Coffee.Payments.AuthoriseAsync(
            body with { InApp = new InAppProof("zz", "order-8") }));
        Assert.Equal(("member_invalid", "$.in_app.cryptogram"), (noHex.Code, noHex.Problem.Param));
        var noOrder = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Coffee.Payments.AuthoriseAsync(
            body with { InApp = body.InApp with { Order = new string('x', 65) } }));
        Assert.Equal(("member_invalid", "$.in_app.order"), (noOrder.Code, noOrder.Problem.Param));
    }

    private static InAppOrder Order(string name) =>
        new(DemoIds.Coffee.ToString(), name, new Money(Amount, Currency.Usd));

    private static InAppPayment Make(PhoneWallet phone, WalletCard card, string order)
    {
        Assert.True(phone.TryVerify(Passcode));
        return phone.PayInApp(card.Token, Order(order));
    }

    private static CreateInAppPayment Body(InAppPayment made, string order) => new()
    {
        Terminal = DemoIds.CoffeeTill.ToString(),
        Amount = Amount,
        Currency = "USD",
        TokenNumber = made.TokenNumber,
        TokenExpiry = made.TokenExpiry,
        SequenceNumber = made.SequenceNumber,
        InApp = new InAppProof(made.Cryptogram, order),
    };

    private async Task<string?> DeclinedAsync(CreateInAppPayment body) =>
        (await server.Coffee.Payments.AuthoriseAsync(body)).DeclineCode;

    // Declined, or refused as no payment at all.
    private async Task RefusedAsync(CreateInAppPayment body)
    {
        try
        {
            Assert.NotNull(await DeclinedAsync(body));
        }
        catch (TesseraProblemException problem)
        {
            Assert.InRange(problem.Status, 400, 499);
        }
    }

    private async Task<WalletCard> ActivateAsync(PhoneWallet wallet, CardProfile profile = CardProfile.Qvsdc)
    {
        wallet.SetPasscode(Passcode);
        var (pan, _, _) = await server.NewCardAsync();
        await wallet.RegisterAsync(server.Wallet, "A phone with apps");
        var activation = new CardActivation(wallet, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(TestPhone.Signals());
        return await activation.CompleteAsync(profile, "Cedar Bank");
    }
}
