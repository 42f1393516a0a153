using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Core.Cards;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acquiring;

namespace Tessera.Server.Tests.Attacks;

/// <summary>
/// T4: somebody between card and reader clears the bit that says EMV, so that both fall back to the old contactless
/// mode, whose codes have few digits and can be collected in advance (Roland and Langer 2013).
/// </summary>
public sealed class T04MagStripeTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private const string Off = "57";
    private const string Wrong = "82";
    private static int ranges;
    private static int traces;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-card-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_card_of_a_range_where_the_mode_is_off_makes_no_codes_and_a_made_up_track_is_refused()
    {
        var card = await CardAsync(isOn: false);
        using var plastic = card.Device;
        var outcome = Tap(plastic, card.Id, 1);
        Assert.IsNotType<TapOutcome.OnlineRequest>(outcome);

        var other = await CardAsync(isOn: true);
        using var __ = other.Device;
        var made = Online(Tap(other.Device, other.Id, 1));
        var pretended = made with
        {
            Pan = Number(card.Pan),
            Track2 = card.Pan + made.Track2[made.Track2.IndexOf('D', StringComparison.Ordinal)..],
        };
        Assert.Equal(Off, await SendAsync(pretended));
    }

    [Fact]
    public async Task Where_the_mode_is_on_a_code_pays_once()
    {
        var card = await CardAsync(isOn: true);
        using var plastic = card.Device;
        var tap = Online(Tap(plastic, card.Id, 4711));
        Assert.Equal("00", await SendAsync(tap));
        Assert.Equal(Wrong, await SendAsync(tap));
        Assert.Equal("00", await SendAsync(Online(Tap(plastic, card.Id, 815))));
    }

    // The track has three digits of the counter, so a card that made a thousand codes is out of step itself.
    [Fact]
    public async Task Codes_harvested_before_the_card_paid_are_worth_nothing_afterwards()
    {
        var card = await CardAsync(isOn: true);
        using var plastic = card.Device;
        var harvest = Enumerable.Range(0, 998).Select(number => Online(Tap(plastic, card.Id, (uint)number))).ToList();
        Assert.Equal("00", await SendAsync(Online(Tap(plastic, card.Id, 5_000))));
        var accepted = 0;
        foreach (var code in harvest)
        {
            accepted += await SendAsync(code) == "00" ? 1 : 0;
        }

        Assert.Equal(0, accepted);
        Assert.Equal(CardStatus.Blocked, await StatusAsync(card.Id));
    }

    [Fact]
    public async Task Three_wrong_codes_block_the_card()
    {
        var card = await CardAsync(isOn: true);
        using var plastic = card.Device;
        var tap = Online(Tap(plastic, card.Id, 1));
        for (var guess = 0; guess < 3; guess++)
        {
            Assert.Equal(CardStatus.Active, await StatusAsync(card.Id));
            var code = (int.Parse(tap.Track2[^4..^1], null) + guess + 1) % 1_000;
            Assert.Equal(Wrong, await SendAsync(tap with { Track2 = $"{tap.Track2[..^4]}{code:D3}{tap.Track2[^1]}" }));
        }

        Assert.Equal(CardStatus.Blocked, await StatusAsync(card.Id));
        Assert.NotEqual("00", await SendAsync(tap));
    }

    [Fact]
    public async Task No_digit_of_the_track_can_be_another()
    {
        var card = await CardAsync(isOn: true);
        using var plastic = card.Device;
        for (var place = 17; place < 37; place++)
        {
            var tap = Online(Tap(plastic, card.Id, 12));
            var digits = tap.Track2.ToCharArray();
            digits[place] = (char)('0' + ((digits[place] - '0' + 1) % 10));
            Assert.NotEqual("00", await SendAsync(tap with { Track2 = new string(digits) }));
            await server.Issuer.Cards.UnblockAsync(card.Id);
        }
    }

    private static TapAuthorisation Online(TapOutcome outcome) =>
        Assert.IsType<TapOutcome.OnlineRequest>(outcome).Authorisation;

    private static Pan Number(string digits) =>
        Pan.TryRead(digits, out var pan, out _) ? pan : throw new ArgumentException("not a number");

    private static TapOutcome Tap(PhoneWallet plastic, string card, uint number)
    {
        var channel = plastic.Present(card);
        var reader = new ContactlessReader(new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            TerminalIdentification = "COFFEE01",
            TakesMagStripeMode = true,
            Applications =
            [
                new ReaderApplication(
                    Hex.Read("F0544553534552410102"), ReaderApplication.MChipKernel, ReaderLimits.OnlineOnly(5_000)),
            ],
        });
        return reader.Run(
            new TapRequest(new Money(500, Currency.Usd), DateTime.UtcNow, number, 1),
            command => Downgrade(command, channel(command)));
    }

    // The attacker in between: the answer to GET PROCESSING OPTIONS no longer says that the card knows EMV mode.
    private static ReadOnlyMemory<byte> Downgrade(ReadOnlyMemory<byte> command, ReadOnlyMemory<byte> response)
    {
        var data = response.ToArray();
        var profile = data.AsSpan().IndexOf([(byte)0x82, (byte)0x02]);
        if (command.Span[1] == 0xA8 && profile >= 0)
        {
            data[profile + 3] &= 0x7F;
        }

        return data;
    }

    private async Task<string> SendAsync(TapAuthorisation tap)
    {
        using var acquirer = new IsoAcquirer(
            new IsoSettings
            {
                Host = "127.0.0.1", Port = server.Host.SwitchPort, Acquirer = DemoIds.AcquirerCode,
                TerminalNumber = "COFFEE01", MerchantCategoryCode = 5814,
            },
            new TillMemory(), TimeProvider.System);
        var now = DateTime.UtcNow;
        var sale = new Sale(tap, Interlocked.Increment(ref traces), now, now);
        return (await acquirer.AuthoriseAsync(sale, TestContext.Current.CancellationToken)).ResponseCode;
    }

    private ValueTask<CardStatus> StatusAsync(string card) => server.Host.World.Shard.QueryAsync(
        state => state.Cards.FindCard(Id<Core.IdKinds.Card>.TryParse(card, out var id) ? id : default)!.Status);

    private async Task<(string Pan, string Id, PhoneWallet Device)> CardAsync(bool isOn)
    {
        var prefix = $"9999007{Interlocked.Increment(ref ranges):D4}";
        await server.Operator.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = prefix,
            NumberLength = 16,
            Kind = RangeKind.Funding,
            Issuer = DemoIds.Issuer.ToString(),
            Network = DemoIds.Network.ToString(),
            PaymentSystem = DemoIds.CardSystem,
            ApplicationPrefix = "F05445535345524101",
            MagStripe = isOn,
        });
        var (_, known, account) = await server.NewCardAsync();
        var pan = prefix + "0001" + Luhn.CheckDigit(prefix + "0001");
        var card = await server.Issuer.Cards.CreateAsync(new CreateCard
        {
            Account = account, Pan = pan, Expiry = known.Expiry!, Holder = new CardHolder { Name = "Ada Example" },
        });
        var device = new PhoneWallet(Path.Combine(folder, card.Id), TimeProvider.System);
        await PlasticCard.PersonaliseAsync(device, server.Issuer, card.Id, CardProfile.Mchip, "Plastic");
        return (pan, card.Id, device);
    }
}
