using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Demo;

/// <summary>Taps that are approved, repeated, replayed, declined and refused.</summary>
internal sealed class TapsChapter(DemoStage stage)
{
    public async Task PlayAsync(PhoneWallet phone, string first, string second)
    {
        stage.Narrator.Title("Taps");
        await TapAtTillAsync(phone, first);
        await RepeatAndReplayAsync(phone, first);
        await TapWithoutVerificationAsync(phone, first);
        await SuspendAndResumeAsync(phone, second);
        await RefuseAtShopAsync(phone, second);
    }

    // A whole till over ISO 8583: kernel, 0100, receipt.
    public async Task TapAtTillAsync(PhoneWallet phone, string token)
    {
        var memory = new TillMemory();
        using var acquirer = new IsoAcquirer(
            new IsoSettings
            {
                Host = "127.0.0.1",
                Port = stage.Host.SwitchPort,
                Acquirer = DemoIds.AcquirerCode,
                TerminalNumber = "COFFEE01",
                MerchantCategoryCode = 5814,
            },
            memory, stage.Time);
        var till = new PointOfSale(
            new TillSettings
            {
                Reader = DemoShop.Reader("COFFEE01", cvmLimitMinor: 5_000),
                MerchantName = "Corner Coffee",
                Policy = Policy(),
            },
            acquirer, memory, stage.Time);
        phone.TryVerify(DemoStage.Passcode);
        var sale = await till.SellAsync(new Money(1_250, Currency.Usd), phone.Present(token));
        stage.Report.Receipt = sale.Receipt;
        stage.Narrator.Tell(
            "a tap at a till, ISO 8583 to the acquirer, cryptogram verified", sale.Status.ToString().ToLowerInvariant(),
            isExpected: sale.Status == SaleStatus.Approved);
        stage.Keep((await stage.Operator.Payments.ListAsync()).Data[0]);
    }

    private static AcceptancePolicy Policy(params string[] refused) => new()
    {
        Systems = [new PaymentSystem(DemoIds.WalletSystem, "F0", DemoIds.TokenPrefix)],
        Refused = new HashSet<string>(refused, StringComparer.Ordinal),
    };

    private async Task RepeatAndReplayAsync(PhoneWallet phone, string token)
    {
        phone.TryVerify(DemoStage.Passcode);
        var tap = stage.Coffee.Tap(2_000, phone.Present(token));
        var first = stage.Keep(await stage.Coffee.SendAsync(tap, "demo-repeat"));
        var response = Hex.Read(first.EmvResponse ?? "");
        stage.Narrator.Tell(
            "a tap over HTTP", "approved", first.DeclineCode ?? "");
        stage.Narrator.Tell(
            "the phone recomputes the issuer's response cryptogram (ARPC)", "equal",
            isExpected: phone.IsGenuineAnswer(token, Hex.Read(tap.Emv), response));

        var again = await stage.Coffee.SendAsync(tap, "demo-repeat");
        var approved = (await stage.Operator.Payments.ListAsync()).Data.Count(payment => payment.Id == first.Id);
        stage.Narrator.Tell(
            "the same message again: the same answer, one effect", "repeated",
            isExpected: again == first && approved == 1);

        var replay = stage.Keep(await stage.Books.SendAsync(stage.Books.Overheard(tap)));
        stage.Narrator.Tell(
            "the same cryptogram replayed at another shop", "declined", replay.DeclineCode ?? "", "counter_used");
    }

    // A till that does not ask for verification: the issuer sees in the covered data that none took place.
    private async Task TapWithoutVerificationAsync(PhoneWallet phone, string token)
    {
        phone.Lock();
        var tap = stage.Coffee.Tap(7_500, phone.Present(token), cvmLimitMinor: 100_000);
        var payment = stage.Keep(await stage.Coffee.SendAsync(tap));
        stage.Narrator.Tell(
            "75.00 USD without cardholder verification", "declined", payment.DeclineCode ?? "",
            "verification_required");
    }

    // The phone is not told: the suspension works at the network.
    private async Task SuspendAndResumeAsync(PhoneWallet phone, string token)
    {
        await stage.Issuer.Tokens.SuspendAsync(token);
        phone.TryVerify(DemoStage.Passcode);
        var declined = stage.Keep(await stage.Coffee.SendAsync(stage.Coffee.Tap(900, phone.Present(token))));
        stage.Narrator.Tell("a suspended token", "declined", declined.DeclineCode ?? "", "token_is_suspended");
        await stage.Issuer.Tokens.ResumeAsync(token);
        phone.TryVerify(DemoStage.Passcode);
        var approved = stage.Keep(await stage.Coffee.SendAsync(stage.Coffee.Tap(900, phone.Present(token))));
        stage.Narrator.Tell("the same token, resumed", "approved", approved.DeclineCode ?? "");
        await DemoStage.CaptureAsync(stage.Coffee, approved, 900);
    }

    private async Task RefuseAtShopAsync(PhoneWallet phone, string token)
    {
        var memory = new TillMemory();
        var till = new PointOfSale(
            new TillSettings
            {
                Reader = DemoShop.Reader("BOOKS001", cvmLimitMinor: 5_000),
                MerchantName = "Book Nook",
                Policy = Policy(DemoIds.WalletSystem),
            },
            new RestAcquirer(stage.Books.Client, DemoIds.BooksTill.ToString()), memory, stage.Time);
        var sale = await till.SellAsync(new Money(1_900, Currency.Usd), phone.Present(token));
        stage.Narrator.Tell(
            "a shop that does not take this wallet; the attempt is counted",
            sale.Status.ToString().ToLowerInvariant(), isExpected: sale.Status == SaleStatus.Refused);
    }
}
