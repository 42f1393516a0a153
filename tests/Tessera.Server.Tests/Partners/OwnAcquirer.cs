using Tessera.Client.Directory;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Partners;

/// <summary>An acquirer's own server over its own folder, linked to the network of an outside bank's world, and a till
/// of its own.</summary>
internal sealed class OwnAcquirer : IAsyncDisposable
{
    public const string Code = "99900000031";
    private const string Till = "OWNTILL1";
    private const int Book = 31;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-test-").FullName;

    private OwnAcquirer(SwitchSettings settings) => Settings = settings;

    public TesseraHost Host { get; private set; } = null!;

    public SwitchPeer Tills { get; private set; } = null!;

    private SwitchSettings Settings { get; }

    public static async Task<OwnAcquirer> StartAsync(OutsideBank world)
    {
        await world.NetworkOperator.Participants.CreateAsync(new CreateParticipant
        {
            Name = "Own Acquiring", Roles = [ParticipantRole.Acquirer], Book = Book, Code = Code, Country = 840,
            Outside = true,
        });
        var acquirer = new OwnAcquirer(new SwitchSettings
        {
            FundingTime = TimeSpan.FromSeconds(3), RepeatTime = TimeSpan.FromMilliseconds(50),
        });
        await acquirer.OpenAsync(world.Network.SwitchPort);
        return acquirer;
    }

    public static DemoTap Tap(TestPhone phone, long amount) =>
        DemoTap.Of(phone, amount).With(32, Code).With(41, Till).With(42, "OWN SHOP");

    public static byte[] Reversal(DemoTap tap) => Messages.Write(
        0x0400,
        (3, "000000"), (4, tap.Text(4)), (7, tap.TransmissionTime), (11, "999998"), (32, Code), (37, tap.Text(37)),
        (41, Till), (49, "840"), (90, $"0100{tap.Stan}{tap.TransmissionTime}{Code}00000000000"));

    public async Task<Payment[]> PaymentsAsync() =>
        await Host.World.Shard.QueryAsync(state => state.Payments.All().ToArray());

    public Task DrainAsync() => OutsideBank.UntilAsync(
        async () => !await Host.World.Shard.QueryAsync(state => state.Partners.PartnersWaitedFor().Any()));

    public async ValueTask DisposeAsync()
    {
        await Tills.DisposeAsync();
        await OutsideBank.StopAsync(Host);
        Directory.Delete(folder, true);
    }

    private async Task OpenAsync(int networkPort)
    {
        Host = await TesseraHost.StartAsync(new TesseraHostOptions
        {
            Folder = folder,
            Urls = ["http://127.0.0.1:0"],
            SwitchPort = 0,
            AllowsPlainSwitch = true,
            Switch = Settings,
            Member = new MemberIdentity(Code, "Own Acquiring", OutsideBank.NetworkCode, 840)
            {
                Role = ParticipantRoles.Acquirer,
            },
            Dial = new DialSettings { Host = "127.0.0.1", Port = networkPort },
        });
        var operations = OutsideBank.Client(Host, Host.FirstOperatorSecret!);
        var participants = (await operations.Participants.ListAsync()).Data;
        var network = participants.Single(participant => participant.Outside).Id;
        await operations.AccountRanges.CreateAsync(new CreateAccountRange
        {
            Prefix = "999911", NumberLength = 16, Kind = Client.Directory.RangeKind.Funding, Issuer = network,
            Network = network, PaymentSystem = "maple_card", ApplicationPrefix = "F05445535345524101",
        });
        var shop = await operations.Merchants.CreateAsync(new CreateMerchant
        {
            Name = "Own Shop", CategoryCode = "5814", Currency = "USD", Country = 840,
            Acquirer = participants.Single(participant => !participant.Outside).Id, FeeBasisPoints = 190, FeeFixed = 10,
        });
        await operations.Terminals.CreateAsync(new CreateTerminal { Merchant = shop.Id, TerminalNumber = Till });
        var links = (PartnerLinks)Host.Services.GetService(typeof(PartnerLinks))!;
        await SwitchRig.UntilAsync(() => links.Find(OutsideBank.NetworkCode) is not null);
        Tills = await SwitchPeer.ConnectAsync(Host.SwitchPort);
        byte[] answer = await Tills.AskAsync(
            Messages.Write(0x0800, (7, "0101120000"), (11, "999999"), (33, Code), (70, "001")));
        Assert.Equal("00", Messages.Text(answer, 39));
    }
}
