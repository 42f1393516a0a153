using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Operations;
using Tessera.Server.Tests.Activation;

namespace Tessera.Server.Tests.Operations;

/// <summary>A demo server for one test class, with a client for each role; may be restarted on its folder.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private int cards;

    public TesseraHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("tessera-test-").FullName;

    public CapturingLog Log { get; } = new();

    /// <summary>Tests send wrong ones in great number; the attack on a till sets the limit of a real server.</summary>
    public int WrongCryptogramsPerTerminal { get; init; } = int.MaxValue;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public TesseraClient Operator => Client(Host.DemoKeys!.Operator);

    public TesseraClient Issuer => Client(Host.DemoKeys!.Issuer);

    public TesseraClient Wallet => Client(Host.DemoKeys!.Wallet);

    public TesseraClient Coffee => Client(Host.DemoKeys!.Coffee);

    public TesseraClient Books => Client(Host.DemoKeys!.Books);

    public long JournalHead => Host.World.Shard.Head.Sequence;

    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public async ValueTask InitializeAsync()
    {
        Host = await TesseraHost.StartAsync(new TesseraHostOptions
        {
            Folder = Folder,
            Urls = ["http://127.0.0.1:0"],
            SwitchPort = 0,
            AllowsPlainSwitch = true,
            IsDemo = true,
            LogProviders = [Log],
            WrongCryptogramsPerTerminal = WrongCryptogramsPerTerminal,
            Time = Time,
        });
        Http = new HttpClient { BaseAddress = Host.Address };
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, true);
    }

    public TesseraClient Client(string secret) => new(Http, new TesseraClientOptions { ApiKey = secret });

    /// <summary>A fresh card number of the demo range.</summary>
    public string NewPan()
    {
        var body = "999900" + Interlocked.Increment(ref cards).ToString("D9", null);
        return body + Primitives.Luhn.CheckDigit(body);
    }

    internal async Task<(string Pan, Card Card, string Account)> NewCardAsync(long limit = 1_000_00)
    {
        var account = await Issuer.Accounts.OpenAsync(new OpenAccount
        {
            Kind = AccountKind.Credit,
            Currency = "USD",
            CreditLimit = limit,
            CustomerSince = "2020-01-01",
        });
        var pan = NewPan();
        var card = await Issuer.Cards.CreateAsync(new CreateCard
        {
            Account = account.Id,
            Pan = pan,
            Expiry = "2031-12",
            Holder = new CardHolder { Name = "Ada Example", Phone = "+12025550100" },
        });
        return (pan, card, account.Id);
    }

    internal async Task<TestPhone> NewPhoneAsync(long limit = 1_000_00)
    {
        var (pan, _, _) = await NewCardAsync(limit);
        var phone = await TestPhone.RegisterAsync(Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        return phone;
    }

    internal async Task<string> ReadCodeAsync(string provisioning)
    {
        var page = await Wallet.Mailbox.ListAsync(provisioning);
        MailboxMessage last = page.Data[^1];
        return last.Code;
    }
}
