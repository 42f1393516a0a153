using System.Globalization;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Client.Payments;
using Tessera.Core.Ledger;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server;
using Tessera.Server.Demo;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Cli.Demo;

/// <summary>
/// The main job from the first card to the merchant's payout, over the real doors: the phone, the tills and the
/// operator are clients of a running server.
/// </summary>
internal sealed class DemoScript
{
    private const string Passcode = "271828";
    private const string Expiry = "2030-12";

    private readonly TesseraHost host;
    private readonly DemoReport report;
    private readonly DemoNarrator narrator;
    private readonly string folder;
    private readonly DemoShop coffee;
    private readonly DemoShop books;
    private readonly TesseraClient wallet;
    private readonly TesseraClient issuer;
    private readonly TesseraClient operations;
    private readonly TimeProvider time = TimeProvider.System;

    public DemoScript(TesseraHost host, DemoKeys keys, DemoReport report, DemoNarrator narrator, string folder)
    {
        this.host = host;
        this.report = report;
        this.narrator = narrator;
        this.folder = folder;
        coffee = new DemoShop(Client(keys.Coffee), DemoIds.CoffeeTill.ToString(), "COFFEE01", time);
        books = new DemoShop(Client(keys.Books), DemoIds.BooksTill.ToString(), "BOOKS001", time);
        wallet = Client(keys.Wallet);
        issuer = Client(keys.Issuer);
        operations = Client(keys.Operator);
    }

    /// <summary>One activation and one tap, for a server that goes on serving.</summary>
    public async Task FirstTapAsync()
    {
        using var phone = await NewPhoneAsync("First phone");
        var green = await ActivateGreenAsync(phone, await NewCardAsync("4000"));
        await TapAtTillAsync(phone, green);
        await ReadBooksAsync();
    }

    public async Task RunAsync()
    {
        narrator.Title("Activation: a card becomes a token on a phone");
        using var phone = await NewPhoneAsync("Demo phone");
        var first = await ActivateGreenAsync(phone, await NewCardAsync("1001"));
        var second = await ActivateYellowAsync(phone, await NewCardAsync("2002"));
        await RefuseRedAsync(phone, await NewCardAsync("3003"));

        narrator.Title("Taps");
        await TapAtTillAsync(phone, first);
        await RepeatAndReplayAsync(phone, first);
        await TapWithoutVerificationAsync(phone, first);
        await SuspendAndResumeAsync(phone, second);
        await RefuseAtShopAsync(phone, second);

        narrator.Title("The merchant's acts");
        await CaptureRefundAndVoidAsync(phone, first);

        narrator.Title("Settlement and books");
        await SettleAsync();
        await ReadBooksAsync();
        await ReadStatisticsAsync();
    }

    private static DeviceSignals Signals(int deviceScore = 5, int accountScore = 5) =>
        new()
        {
            DeviceScore = deviceScore,
            AccountScore = accountScore,
            DaysSinceAccountChange = DeviceSignals.Never,
            DaysSinceChannelChange = DeviceSignals.Never,
            DaysSinceLostMode = DeviceSignals.Never,
            NamesOnDevice = 1,
        };

    private TesseraClient Client(string key)
    {
        var http = new HttpClient { BaseAddress = host.Address };
        return new TesseraClient(http, new TesseraClientOptions { ApiKey = key });
    }

    private async Task<PhoneWallet> NewPhoneAsync(string name)
    {
        var phone = new PhoneWallet(Path.Combine(folder, name.Replace(' ', '-')), time);
        await phone.RegisterAsync(wallet, name);
        phone.SetPasscode(Passcode);
        return phone;
    }

    // The demo's card numbers lie in a range that no scheme uses.
    private async Task<string> NewCardAsync(string serial)
    {
        var body = DemoIds.CardPrefix + serial.PadLeft(9, '0');
        var pan = body + Luhn.CheckDigit(body);
        var account = await issuer.Accounts.OpenAsync(new OpenAccount
        {
            Kind = AccountKind.Credit,
            Currency = "USD",
            CreditLimit = 500_000,
            CustomerSince = time.GetUtcNow().AddYears(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        });
        await issuer.Cards.CreateAsync(new CreateCard
        {
            Account = account.Id,
            Pan = pan,
            Expiry = Expiry,
            Holder = new CardHolder { Name = "Demo Holder", Phone = "+1 555 0100" },
        });
        return pan;
    }

    private async Task<(CardActivation Activation, Provisioning Answer)> BeginAsync(
        PhoneWallet phone, string pan, DeviceSignals signals)
    {
        var activation = new CardActivation(phone, wallet);
        await activation.BeginAsync(pan, Expiry);
        await activation.AcceptTermsAsync();
        return (activation, await activation.LinkAsync(signals));
    }

    private async Task<string> CompleteAsync(CardActivation activation, CardProfile profile, string label)
    {
        var card = await activation.CompleteAsync(profile, label);
        report.Activations.Add(activation.Current!);
        return card.Token;
    }

    private async Task<string> ActivateGreenAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals());
        var token = await CompleteAsync(activation, CardProfile.Qvsdc, "Cedar Credit");
        narrator.Tell(
            "green path: good signals, approved at once", "token ACTIVE",
            isExpected: answer.Path == ProvisioningPath.Green
                && activation.Current!.State == ProvisioningState.Completed);
        return token;
    }

    private async Task<string> ActivateYellowAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals(accountScore: 2));
        narrator.Tell(
            "yellow path: poor account score, the issuer wants a one-time code", "step-up",
            isExpected: answer.Path == ProvisioningPath.Yellow);
        await activation.SendCodeAsync(answer.CodeMethods[0].Kind);
        var mailbox = await wallet.Mailbox.ListAsync(answer.Id);
        var code = mailbox.Data[^1].Code;
        await MustFailAsync(
            "a wrong one-time code", () => activation.SubmitCodeAsync(code == "000000" ? "000001" : "000000"),
            "code_wrong");
        await activation.SubmitCodeAsync(code);
        var token = await CompleteAsync(activation, CardProfile.Mchip, "Cedar Debit");
        narrator.Tell("the right code, credentials sealed to the phone", "token ACTIVE");
        return token;
    }

    private async Task RefuseRedAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals(deviceScore: 1));
        report.Activations.Add(activation.Current!);
        narrator.Tell(
            "red path: the worst device score", "declined", string.Join(",", answer.Reasons),
            "device_score_is_worst,device_score_low", answer.Path == ProvisioningPath.Red && answer.Token is null);
    }

    private async Task MustFailAsync(string step, Func<Task> act, string code)
    {
        try
        {
            await act();
            narrator.Tell(step, "went through", isExpected: false);
        }
        catch (TesseraProblemException problem)
        {
            narrator.Tell(step, "refused", problem.Code, code);
        }
    }

    // A whole till over ISO 8583: kernel, 0100, receipt.
    private async Task TapAtTillAsync(PhoneWallet phone, string token)
    {
        var memory = new TillMemory();
        using var acquirer = new IsoAcquirer(
            new IsoSettings
            {
                Host = "127.0.0.1",
                Port = host.SwitchPort,
                Acquirer = DemoIds.AcquirerCode,
                TerminalNumber = "COFFEE01",
                MerchantCategoryCode = 5814,
            },
            memory, time);
        var till = new PointOfSale(
            new TillSettings
            {
                Reader = DemoShop.Reader("COFFEE01", cvmLimitMinor: 5_000),
                MerchantName = "Corner Coffee",
                Policy = Policy(),
            },
            acquirer, memory, time);
        phone.TryVerify(Passcode);
        var sale = await till.SellAsync(new Money(1_250, Currency.Usd), phone.Present(token));
        report.Receipt = sale.Receipt;
        narrator.Tell(
            "a tap at a till, ISO 8583 to the acquirer, cryptogram verified", sale.Status.ToString().ToLowerInvariant(),
            isExpected: sale.Status == SaleStatus.Approved);
        Keep((await operations.Payments.ListAsync()).Data[0]);
    }

    private static AcceptancePolicy Policy(params string[] refused) => new()
    {
        Systems = [new PaymentSystem(DemoIds.WalletSystem, "F0", DemoIds.TokenPrefix)],
        Refused = new HashSet<string>(refused, StringComparer.Ordinal),
    };

    private async Task RepeatAndReplayAsync(PhoneWallet phone, string token)
    {
        phone.TryVerify(Passcode);
        var tap = coffee.Tap(2_000, phone.Present(token));
        var first = Keep(await coffee.SendAsync(tap, "demo-repeat"));
        var response = Hex.Read(first.EmvResponse ?? "");
        narrator.Tell(
            "a tap over HTTP", "approved", first.DeclineCode ?? "");
        narrator.Tell(
            "the phone recomputes the issuer's response cryptogram (ARPC)", "equal",
            isExpected: phone.IsGenuineAnswer(token, Hex.Read(tap.Emv), response));

        var again = await coffee.SendAsync(tap, "demo-repeat");
        var approved = (await operations.Payments.ListAsync()).Data.Count(payment => payment.Id == first.Id);
        narrator.Tell(
            "the same message again: the same answer, one effect", "repeated",
            isExpected: again == first && approved == 1);

        var replay = Keep(await books.SendAsync(books.Overheard(tap)));
        narrator.Tell(
            "the same cryptogram replayed at another shop", "declined", replay.DeclineCode ?? "", "counter_used");
    }

    // A till that does not ask for verification: the issuer sees in the covered data that none took place.
    private async Task TapWithoutVerificationAsync(PhoneWallet phone, string token)
    {
        phone.Lock();
        var tap = coffee.Tap(7_500, phone.Present(token), cvmLimitMinor: 100_000);
        var payment = Keep(await coffee.SendAsync(tap));
        narrator.Tell(
            "75.00 USD without cardholder verification", "declined", payment.DeclineCode ?? "",
            "verification_required");
    }

    // The phone is not told: the suspension works at the network.
    private async Task SuspendAndResumeAsync(PhoneWallet phone, string token)
    {
        await issuer.Tokens.SuspendAsync(token);
        phone.TryVerify(Passcode);
        var declined = Keep(await coffee.SendAsync(coffee.Tap(900, phone.Present(token))));
        narrator.Tell("a suspended token", "declined", declined.DeclineCode ?? "", "token_is_suspended");
        await issuer.Tokens.ResumeAsync(token);
        phone.TryVerify(Passcode);
        var approved = Keep(await coffee.SendAsync(coffee.Tap(900, phone.Present(token))));
        narrator.Tell("the same token, resumed", "approved", approved.DeclineCode ?? "");
        await CaptureAsync(coffee, approved, 900);
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
            new RestAcquirer(books.Client, DemoIds.BooksTill.ToString()), memory, time);
        var sale = await till.SellAsync(new Money(1_900, Currency.Usd), phone.Present(token));
        narrator.Tell(
            "a shop that does not take this wallet; the attempt is counted",
            sale.Status.ToString().ToLowerInvariant(), isExpected: sale.Status == SaleStatus.Refused);
    }

    private async Task CaptureRefundAndVoidAsync(PhoneWallet phone, string token)
    {
        phone.TryVerify(Passcode);
        var meal = Keep(await coffee.SendAsync(coffee.Tap(10_000, phone.Present(token))));
        var part = await CaptureAsync(coffee, meal, 4_000);
        narrator.Tell(
            "a partial capture: 40.00 of 100.00", "captured in part",
            isExpected: part is { State: PaymentState.PartiallyCaptured, AmountHeld: 6_000 });
        var rest = await CaptureAsync(coffee, meal, 3_500, isFinal: true);
        narrator.Tell(
            "the final capture: 35.00, the rest of the hold is released", "captured",
            isExpected: rest is { State: PaymentState.Captured, AmountCaptured: 7_500, AmountHeld: 0 });
        var refund = await coffee.Client.Payments.RefundAsync(meal.Id, new RefundPayment(1_500, "USD"));
        narrator.Tell("a partial refund: 15.00", "refunded", isExpected: refund.AmountRefunded == 1_500);
        await MustFailAsync(
            "a refund of more than was captured",
            () => coffee.Client.Payments.RefundAsync(meal.Id, new RefundPayment(6_001, "USD")),
            "refund_exceeds_captured");

        phone.TryVerify(Passcode);
        var mistake = Keep(await books.SendAsync(books.Tap(5_500, phone.Present(token))));
        var voided = await books.Client.Payments.VoidAsync(mistake.Id);
        narrator.Tell("a void", "voided", isExpected: voided is { State: PaymentState.Voided, AmountHeld: 0 });
    }

    private Payment Keep(Payment payment)
    {
        report.Payments.Add(payment);
        return payment;
    }

    private static Task<Payment> CaptureAsync(DemoShop shop, Payment payment, long amount, bool isFinal = false) =>
        shop.Client.Payments.CaptureAsync(
            payment.Id, new CapturePayment(amount, "USD") { IsFinal = isFinal ? true : null });

    // The batch (the closed window), the books (the acquirer's payable to the merchant) and the report must agree.
    private async Task SettleAsync()
    {
        var closed = await operations.Settlements.CloseWindowAsync();
        var batch = await operations.Settlements.GetAsync(closed.Id);
        var merchant = DemoIds.Coffee.ToString();
        var net = batch.Lines.Single(line => line.Merchant == merchant).Net;
        var owed = -await BalanceAsync(AccountRole.MerchantPayable, await MerchantNumberAsync());
        narrator.Tell(
            "the window closes; positions sum to zero; batch equals the merchant's account", "closed",
            isExpected: batch.Positions.Sum(position => position.Net) == 0 && owed == net);

        await operations.Settlements.SettleAsync(batch.Id);
        var settled = await operations.Settlements.GetAsync(batch.Id);
        var payout = settled.Payouts.Single(candidate => candidate.Merchant == merchant);
        await operations.Settlements.ConfirmPayoutAsync(
            payout.Id, new Client.Settlement.ConfirmPayout(payout.Amount, "USD", "statement 1"));
        report.Settlement = await operations.Settlements.GetAsync(batch.Id);
        var transit = await BalanceAsync(AccountRole.PayoutInTransit, 0);
        narrator.Tell(
            "positions paid, the merchant's payout confirmed by the bank", "settled",
            isExpected: payout.Amount == net && transit == 0
                && report.Settlement.Lines.Single(line => line.Merchant == merchant).Net == net);
    }

    private async Task<long> BalanceAsync(AccountRole role, ulong owner) =>
        await host.World.Shard.QueryAsync(state => state.Ledger.Read(AccountId.Of(
            new BookId(DemoIds.AcquirerBook), role, Currency.Usd, owner)).BalanceMinor);

    private async Task<ulong> MerchantNumberAsync() =>
        await host.World.Shard.QueryAsync(state => state.Directory.FindMerchant(DemoIds.Coffee)!.Number);

    private async Task ReadBooksAsync()
    {
        var (balance, unequal, names) = await host.World.Shard.QueryAsync(state => (
            TrialBalance.Of(state.Ledger),
            TrialBalance.FirstUnequalPair(state.Ledger, state.Directory.IsHere),
            state.Directory.Participants.Values.ToDictionary(p => new BookId(p.Book), p => p.Name)));
        report.Ledger = DemoLedger.Of(balance, book => names[book]);
        narrator.Tell(
            "every book sums to zero; what is due to one is due from the other", "balanced",
            isExpected: unequal is null && balance.Sums().Values.All(sum => sum == 0));
    }

    private async Task ReadStatisticsAsync()
    {
        var funnel = await operations.Statistics.ActivationsAsync();
        var usage = await operations.Statistics.UsageAsync();
        report.Statistics = new DemoStatistics(funnel, usage.Systems);
        var wanted = usage.Systems.FirstOrDefault(row => row.System == DemoIds.WalletSystem);
        narrator.Tell(
            "activation counters and usage share, computed from the events", "counted",
            isExpected: funnel is { Green: 1, Yellow: 1, Red: 1, Completed: 2 } && wanted is { Refused: >= 1 });
    }
}
