using System.Globalization;
using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server;
using Tessera.Server.Demo;

namespace Tessera.Cli.Demo;

/// <summary>What every chapter plays with: a running server and its clients, and where the story is told.</summary>
internal sealed class DemoStage(
    TesseraHost host, DemoKeys keys, DemoReport report, DemoNarrator narrator, string folder)
{
    public const string Passcode = "271828";
    public const string Expiry = "2030-12";

    public TesseraHost Host => host;

    public DemoReport Report => report;

    public DemoNarrator Narrator => narrator;

    public string Folder => folder;

    public TimeProvider Time { get; } = TimeProvider.System;

    public DemoShop Coffee { get; } = new(
        Client(host, keys.Coffee), DemoIds.CoffeeTill.ToString(), "COFFEE01", TimeProvider.System);

    public DemoShop Books { get; } = new(
        Client(host, keys.Books), DemoIds.BooksTill.ToString(), "BOOKS001", TimeProvider.System);

    public TesseraClient Wallet { get; } = Client(host, keys.Wallet);

    public TesseraClient CloudWallet { get; } = Client(host, keys.CloudWallet);

    public TesseraClient Issuer { get; } = Client(host, keys.Issuer);

    public TesseraClient Operator { get; } = Client(host, keys.Operator);

    public async Task<PhoneWallet> NewPhoneAsync(string name)
    {
        var phone = new PhoneWallet(Path.Combine(folder, name.Replace(' ', '-')), Time);
        await phone.RegisterAsync(Wallet, name);
        phone.SetPasscode(Passcode);
        return phone;
    }

    // The demo's card numbers lie in a range that no scheme uses.
    public async Task<string> NewCardAsync(string serial) => (await EnrolAsync(serial)).Pan;

    public Task<(string Pan, string Card)> EnrolAsync(string serial) =>
        EnrolAsync(Issuer, NumberOf(serial), Expiry, creditLimit: 500_000);

    /// <summary>Opens an account with a card of this number.</summary>
    public static async Task<(string Pan, string Card)> EnrolAsync(
        TesseraClient issuer, string pan, string expiry, long creditLimit, CancellationToken cancel = default)
    {
        var account = await issuer.Accounts.OpenAsync(
            new OpenAccount
            {
                Kind = AccountKind.Credit,
                Currency = "USD",
                CreditLimit = creditLimit,
                CustomerSince = TimeProvider.System.GetUtcNow().AddYears(-2)
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            cancel: cancel);
        var card = await issuer.Cards.CreateAsync(
            new CreateCard
            {
                Account = account.Id,
                Pan = pan,
                Expiry = expiry,
                Holder = new CardHolder { Name = "Demo Holder", Phone = "+1 555 0100" },
            },
            cancel: cancel);
        return (pan, card.Id);
    }

    public static string NumberOf(string serial)
    {
        var body = DemoIds.CardPrefix + serial.PadLeft(9, '0');
        return body + Luhn.CheckDigit(body);
    }

    public async Task MustFailAsync(string step, Func<Task> act, string code)
    {
        try
        {
            await act();
            Narrator.Tell(step, "went through", isExpected: false);
        }
        catch (TesseraProblemException problem)
        {
            Narrator.Tell(step, "refused", problem.Code, code);
        }
    }

    public Payment Keep(Payment payment)
    {
        Report.Payments.Add(payment);
        return payment;
    }

    public static Task<Payment> CaptureAsync(DemoShop shop, Payment payment, long amount, bool isFinal = false) =>
        shop.Client.Payments.CaptureAsync(
            payment.Id, new CapturePayment(amount, "USD") { IsFinal = isFinal ? true : null });

    public static TesseraClient Client(TesseraHost host, string key)
    {
        var http = new HttpClient { BaseAddress = host.Address };
        return new TesseraClient(http, new TesseraClientOptions { ApiKey = key });
    }
}
