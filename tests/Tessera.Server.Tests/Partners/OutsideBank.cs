using System.Globalization;
using Tessera.Cli.Demo;
using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Client.Operations;
using Tessera.Client.Payments;
using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Server.Demo;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Switch;
using CorePayment = Tessera.Core.Payments.Payment;

namespace Tessera.Server.Tests.Partners;

/// <summary>The demo network with a bank outside it: the bank's own server over its own folder, joined by a wire.
/// </summary>
internal sealed class OutsideBank : IAsyncDisposable
{
    public const string Code = "99900000021";
    public const string NetworkCode = "99900000001";
    private const string CardPrefix = "999921";
    private const int Book = 21;

    private readonly string bankFolder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
    private readonly string networkFolder = Directory.CreateTempSubdirectory("tessera-test-").FullName;
    private int cards;
    private int port;

    private OutsideBank()
    {
    }

    public TesseraHost Network { get; private set; } = null!;

    public TesseraHost Bank { get; private set; } = null!;

    public DemoWire Wire { get; private set; } = null!;

    public TesseraClient BankIssuer { get; private set; } = null!;

    /// <summary>The bank's key at the network.</summary>
    public TesseraClient NetworkIssuer { get; private set; } = null!;

    public TesseraClient NetworkOperator => Client(Network, Network.DemoKeys!.Operator);

    public TesseraClient Coffee => Client(Network, Network.DemoKeys!.Coffee);

    public static async Task<OutsideBank> StartAsync()
    {
        var world = new OutsideBank();
        await world.StartNetworkAsync();
        world.Wire = DemoWire.Start(world.Network.SwitchPort);
        await world.StartBankAsync();
        var secret = world.Bank.FirstOperatorSecret!;
        await world.RegisterAtBankAsync(Client(world.Bank, secret));
        await world.RegisterAtNetworkAsync();
        await world.OpenAsync();
        return world;
    }

    /// <summary>A second start listens where the first did.</summary>
    public async Task StartNetworkAsync()
    {
        Network = await TesseraHost.StartAsync(new TesseraHostOptions
        {
            Folder = networkFolder,
            Urls = ["http://127.0.0.1:0"],
            SwitchPort = port,
            AllowsPlainSwitch = true,
            IsDemo = true,
            Switch = Quick,
        });
        port = Network.SwitchPort;
    }

    public async Task StartBankAsync() => Bank = await TesseraHost.StartAsync(new TesseraHostOptions
    {
        Folder = bankFolder,
        Urls = ["http://127.0.0.1:0"],
        SwitchPort = null,
        AllowsPlainSwitch = true,
        Switch = Quick,
        Member = new MemberIdentity(Code, "Maple Bank", NetworkCode, 840),
        Dial = new DialSettings
        {
            Host = "127.0.0.1", Port = Wire.Port, FirstWait = TimeSpan.FromMilliseconds(20),
            LongestWait = TimeSpan.FromMilliseconds(100),
        },
    });

    public static async Task StopAsync(TesseraHost host)
    {
        await host.StopAsync();
        await host.DisposeAsync();
    }

    public Task OpenAsync() => SwitchRig.UntilAsync(() => Links.Find(Code) is not null);

    public Task DrainAsync() => UntilAsync(
        async () => !await Network.World.Shard.QueryAsync(state => state.Partners.PartnersWaitedFor().Any()));

    /// <summary>A phone with a card of the bank, funded there.</summary>
    public async Task<TestPhone> NewPhoneAsync(long limit = 100_000)
    {
        var (pan, _) = await NewCardAsync(limit, BankIssuer, NetworkIssuer);
        var phone = await TestPhone.RegisterAsync(Client(Network, Network.DemoKeys!.Wallet));
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        return phone;
    }

    public Task<Payment> PayAsync(TestPhone phone, long amount) => Coffee.Payments.AuthoriseAsync(
        phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today)));

    /// <summary>Held and captured amounts of every payment, oldest first, as both sides have them.</summary>
    public async Task AssertEqualAsync()
    {
        var here = await AmountsAsync(Network, payment => payment.Facts.IssuerBook == Book);
        var there = await AmountsAsync(Bank, _ => true);
        Assert.Equal(here, there);
        var network = await Network.World.Shard.QueryAsync(state => Owed(state, DemoIds.NetworkBook, Book, -1));
        var bank = await Bank.World.Shard.QueryAsync(state => Owed(state, 1, 2, 1));
        Assert.Equal(network, bank);
        foreach (var host in new[] { Network, Bank })
        {
            var balance = await host.World.Shard.QueryAsync(state => TrialBalance.Of(state.Ledger));
            Assert.All(balance.Sums().Values, sum => Assert.Equal(0, (long)sum));
        }
    }

    public async Task<long> OwedByBankAsync() =>
        await Bank.World.Shard.QueryAsync(state => Owed(state, 1, 2, 1));

    public async ValueTask DisposeAsync()
    {
        await StopAsync(Bank);
        await Wire.DisposeAsync();
        await StopAsync(Network);
        Directory.Delete(bankFolder, true);
        Directory.Delete(networkFolder, true);
    }

    internal static TesseraClient Client(TesseraHost host, string secret) =>
        new(new HttpClient { BaseAddress = host.Address }, new TesseraClientOptions { ApiKey = secret });

    private static SwitchSettings Quick => new()
    {
        FundingTime = TimeSpan.FromSeconds(1),
        CallTime = TimeSpan.FromMilliseconds(400),
        RepeatTime = TimeSpan.FromMilliseconds(50),
    };

    private PartnerLinks Links => (PartnerLinks)Network.Services.GetService(typeof(PartnerLinks))!;

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (int i = 0; i < 2000 && !await condition(); i++)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(await condition());
    }

    private static async Task<string[]> AmountsAsync(TesseraHost host, Func<CorePayment, bool> isOurs) =>
        await host.World.Shard.QueryAsync(state => state.Payments.All().Where(isOurs)
            .Where(payment => payment.HeldMinor > 0 || payment.CapturedMinor > 0)
            .OrderBy(payment => payment.AcquirerLeg.Reference, StringComparer.Ordinal)
            .Select(payment => $"{payment.AcquirerLeg.Reference} {payment.HeldMinor} {payment.CapturedMinor} "
                + $"{payment.RefundedMinor}")
            .ToArray());

    // What the bank owes the network less what the network owes the bank, by one of the two books.
    private static long Owed(ShardState state, ushort book, ulong other, int sign) => sign * -(
        state.Ledger.Read(AccountId.Of(new(book), AccountRole.DueTo, Primitives.Currency.Usd, other)).BalanceMinor
        + state.Ledger.Read(AccountId.Of(new(book), AccountRole.DueFrom, Primitives.Currency.Usd, other)).BalanceMinor);

    /// <summary>The number, and the card's id at the first of those that know it.</summary>
    public async Task<(string Pan, string Card)> NewCardAsync(long limit, params TesseraClient[] knownTo)
    {
        var body = CardPrefix + Interlocked.Increment(ref cards).ToString("D9", CultureInfo.InvariantCulture);
        var pan = body + Primitives.Luhn.CheckDigit(body);
        List<string> ids = [];
        foreach (var client in knownTo)
        {
            var account = await client.Accounts.OpenAsync(new OpenAccount
            {
                Kind = AccountKind.Credit, Currency = "USD", CreditLimit = limit, CustomerSince = "2020-01-01",
            });
            var card = await client.Cards.CreateAsync(new CreateCard
            {
                Account = account.Id,
                Pan = pan,
                Expiry = "2031-12",
                Holder = new CardHolder { Name = "Ada Example", Phone = "+12025550100" },
            });
            ids.Add(card.Id);
        }

        return (pan, ids[0]);
    }

    private async Task RegisterAtBankAsync(TesseraClient operations)
    {
        var participants = (await operations.Participants.ListAsync()).Data;
        var own = participants.Single(p => !p.Outside);
        var network = participants.Single(p => p.Outside);
        await operations.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = CardPrefix, NumberLength = 16, Kind = RangeKind.Funding, Issuer = own.Id,
            Network = network.Id, PaymentSystem = "maple_card",
            ApplicationPrefix = "F05445535345524101",
        });
        var key = await operations.ApiKeys.CreateAsync(new CreateApiKey
        {
            Name = "bank", Role = "issuer", Owner = own.Id,
        });
        BankIssuer = Client(Bank, key.Secret!);
    }

    private async Task RegisterAtNetworkAsync()
    {
        var operations = NetworkOperator;
        var bank = await operations.Participants.CreateAsync(new CreateParticipant
        {
            Name = "Maple Bank", Roles = [ParticipantRole.Issuer], Book = Book, Code = Code, Country = 840,
            Outside = true,
        });
        await operations.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = CardPrefix, NumberLength = 16, Kind = RangeKind.Funding, Issuer = bank.Id,
            Network = DemoIds.Network.ToString(), PaymentSystem = "maple_card",
            ApplicationPrefix = "F05445535345524101",
        });
        await operations.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = "999911", NumberLength = 16, Kind = RangeKind.Token, Issuer = bank.Id,
            Network = DemoIds.Network.ToString(), PaymentSystem = DemoIds.WalletSystem,
            ApplicationPrefix = "F05445535345524101",
            TokenRequestor = DemoIds.Requestor.ToString(CultureInfo.InvariantCulture),
        });
        var key = await operations.ApiKeys.CreateAsync(new CreateApiKey
        {
            Name = "bank", Role = "issuer", Owner = bank.Id,
        });
        NetworkIssuer = Client(Network, key.Secret!);
        await operations.Policies.SetPaymentAsync(await operations.Policies.GetPaymentAsync() with
        {
            StandInLimitMinor = 2_000, StandInDailyMinor = 3_000, StandInDailyCount = 5,
        });
    }
}
