using System.Security.Cryptography;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Hsm.Vault;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.World;
using Tessera.Simulation.Clock;

namespace Tessera.Simulation.Nodes;

/// <summary>
/// Where every seed begins: the demo's network with an outside bank and an outside acquirer, accounts, cards, and
/// phones with tokens. Made once in a process, by commands to real shards, with real key agreement.
/// </summary>
internal sealed class WorldTemplate
{
    public const string By = "simulation";
    public static readonly DeviceSignals GoodSignals = new(5, 5, int.MaxValue, int.MaxValue, int.MaxValue, 1);

    private const int ExpiryYearMonth = 3112;
    private const ushort Country = 840;
    private static readonly Lazy<WorldTemplate> Shared = new(() => new WorldTemplate());
    private readonly List<HolderTemplate> holders = [];

    private WorldTemplate()
    {
        var folder = SimKeys.NewFolder();
        using var networkVault = SimVault.Open(folder, "network");
        using var bankVault = SimVault.Open(folder, "bank");
        using var network = new TemplateShard();
        using var bank = new TemplateShard();
        RegisterAtNetwork(network);
        RegisterAtBank(bank);
        for (var serial = 1; serial <= SimIds.HomeHolders + SimIds.BankHolders; serial++)
        {
            var holder = Enrol(network, networkVault, serial);
            holders.Add(holder);
            if (holder.IsAtBank)
            {
                OpenAtBank(bank, bankVault, holder);
            }
        }

        network.Must("register", new CardCommand.OpenAccount(
            SimIds.Register, new BookId(DemoIds.IssuerBook), CardAccountKind.Prepaid, Currency.Usd, 0, Since()));
        Network = network.Finish();
        Bank = bank.Finish();
    }

    public static WorldTemplate Instance => Shared.Value;

    public NodeTemplate Network { get; }

    public NodeTemplate Bank { get; }

    public IReadOnlyList<HolderTemplate> Holders => holders;

    /// <summary>A phone's key: the same for every run.</summary>
    public static ECDiffieHellman DeviceKey(string name)
    {
        var secret = SimKeys.Of("device " + name, 32);
        secret[0] &= 0x7F;
        return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
    }

    public static byte[] PointOf(ECDiffieHellman key)
    {
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(key, point);
        return point;
    }

    private static Timestamp Since() => Timestamp.FromDateTimeOffset(SimClock.Start.AddYears(-2));

    private static void RegisterAtNetwork(TemplateShard shard)
    {
        foreach (var (name, command) in DemoRecords.All(By))
        {
            shard.Must(name, command);
        }

        shard.Must("policy", new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with
            {
                HoldDays = 3, StandInLimitMinor = 2_000, StandInDailyMinor = 6_000, StandInDailyCount = 5,
                CaptureToleranceBasisPoints = 1_000,
            },
            By));
        shard.Must("bank", new DirectoryCommand.RegisterParticipant(
            new Participant(
                SimIds.Of<Core.IdKinds.Participant>("bank"), SimIds.BankBook, SimIds.BankCode, "Maple Bank",
                ParticipantRoles.Issuer, Country, IsOutside: true),
            By));
        shard.Must("far", new DirectoryCommand.RegisterParticipant(
            new Participant(
                SimIds.Of<Core.IdKinds.Participant>("far"), SimIds.FarBook, SimIds.FarCode, "Far Acquiring",
                ParticipantRoles.Acquirer, 124, IsOutside: true),
            By));
        shard.Must("bank cards", new DirectoryCommand.RegisterRange(
            new AccountRange(
                SimIds.BankCardPrefix, 16, RangeKind.Funding, SimIds.BankBook, DemoIds.NetworkBook,
                SimKeys.BankCardKeySet, "maple_card", 0, ""),
            By));
        shard.Must("bank tokens", new DirectoryCommand.RegisterRange(
            new AccountRange(
                SimIds.BankTokenPrefix, 16, RangeKind.Token, SimIds.BankBook, DemoIds.NetworkBook,
                SimKeys.BankTokenKeySet, DemoIds.WalletSystem, DemoIds.Requestor, ""),
            By));
    }

    private static void RegisterAtBank(TemplateShard shard)
    {
        shard.Must("own", new DirectoryCommand.RegisterParticipant(
            new Participant(
                SimIds.Of<Core.IdKinds.Participant>("own"), SimIds.OwnBookAtBank, SimIds.BankCode, "Maple Bank",
                ParticipantRoles.Issuer, Country),
            By));
        shard.Must("network", new DirectoryCommand.RegisterParticipant(
            new Participant(
                SimIds.Of<Core.IdKinds.Participant>("network"), SimIds.NetworkBookAtBank, SimIds.NetworkCode,
                "Network", ParticipantRoles.Network | ParticipantRoles.Acquirer, Country, IsOutside: true),
            By));
        shard.Must("cards", new DirectoryCommand.RegisterRange(
            new AccountRange(
                SimIds.BankCardPrefix, 16, RangeKind.Funding, SimIds.OwnBookAtBank, SimIds.NetworkBookAtBank,
                SimKeys.BankCardKeySet, "maple_card", 0, ""),
            By));
    }

    private static HolderTemplate Enrol(TemplateShard shard, PanVault vault, int serial)
    {
        var isAtBank = serial > SimIds.HomeHolders;
        var kind = !isAtBank && serial % 3 == 0 ? CardAccountKind.Prepaid : CardAccountKind.Credit;
        var pan = isAtBank
            ? SimIds.Card(SimIds.BankCardPrefix, serial - SimIds.HomeHolders)
            : SimIds.Card(SimIds.HomeCardPrefix, serial);
        var account = SimIds.Of<Core.IdKinds.CardAccount>($"account {serial}");
        shard.Must($"account {serial}", new CardCommand.OpenAccount(
            account, new BookId(isAtBank ? SimIds.BankBook : DemoIds.IssuerBook), kind, Currency.Usd,
            kind == CardAccountKind.Credit ? LimitOf(serial) : 0, Since()));
        if (kind == CardAccountKind.Prepaid)
        {
            shard.Must($"deposit {serial}", new CardCommand.Deposit(account, LimitOf(serial), Currency.Usd));
        }

        var row = SimVault.RowOf(vault, pan);
        var card = CardIds.Of(new Id<VaultRow>(row.Value));
        shard.Must($"card {serial}", new CardCommand.Enrol(NewCard(card, account, row, pan)));
        var device = SimIds.Of<Core.IdKinds.Device>($"device {serial}");
        return new HolderTemplate
        {
            Serial = serial,
            IsAtBank = isAtBank,
            Kind = kind,
            Account = account,
            Card = card,
            CardNumber = pan,
            Device = device,
            Phone = Activate(shard, serial, card, device),
        };
    }

    private static void OpenAtBank(TemplateShard shard, PanVault vault, HolderTemplate holder)
    {
        var account = SimIds.Of<Core.IdKinds.CardAccount>($"bank account {holder.Serial}");
        shard.Must($"account {holder.Serial}", new CardCommand.OpenAccount(
            account, new BookId(SimIds.OwnBookAtBank), CardAccountKind.Credit, Currency.Usd, LimitOf(holder.Serial),
            Since()));
        var row = SimVault.RowOf(vault, holder.CardNumber);
        shard.Must($"card {holder.Serial}", new CardCommand.Enrol(NewCard(
            CardIds.Of(new Id<VaultRow>(row.Value)), account, row, holder.CardNumber)));
    }

    /// <summary>Some are poor, so that funds run out.</summary>
    private static long LimitOf(int serial) => serial % 4 == 1 ? 9_000 : 150_000;

    private static Card NewCard(CardId card, CardAccountId account, PanReference row, Pan pan) => new(
        card, account, row, pan.LastFour, ExpiryYearMonth, 1, new SubjectReference(card.Value),
        CardIds.PaymentAccount(new Id<VaultRow>(row.Value)), CardStatus.Active);

    private static PhoneKeys Activate(TemplateShard shard, int serial, CardId card, DeviceId device)
    {
        using var key = DeviceKey($"{serial}");
        var point = PointOf(key);
        var provisioning = SimIds.Of<Core.IdKinds.Provisioning>($"provisioning {serial}");
        var token = SimIds.Of<Core.IdKinds.Token>($"token {serial}");
        var prefix = serial > SimIds.HomeHolders ? SimIds.BankTokenPrefix : DemoIds.TokenPrefix;
        shard.Must($"device {serial}", new ActivationCommand.RegisterDevice(
            device, default, point, DemoIds.Requestor));
        shard.Must($"eligible {serial}", new ActivationCommand.CheckEligibility(provisioning, card, device));
        shard.Must($"terms {serial}", new ActivationCommand.AcceptTerms(provisioning, 1));
        shard.Must($"provision {serial}", new ActivationCommand.Provision(
            provisioning, GoodSignals, token, [SimIds.Card(prefix, serial)]));
        var (number, expiry) = shard.Read(state =>
        {
            Invariant.Check(state.Tokens.TryFind(token, out var found), "a green provisioning made its token");
            return (state.Tokens[found].Pan, state.Tokens[found].ExpiryYearMonth);
        });
        var request = new DeviceKeyRequest(
            serial > SimIds.HomeHolders ? SimKeys.BankTokenKeySet : DemoIds.TokenKeySet,
            new CardIdentity(number, 1), point, token.ToString());
        Invariant.Check(SimKeys.Hsm.TryWrapForDevice(request, out var delivery), "the module seals keys to a device");
        shard.Must($"complete {serial}", new ActivationCommand.Complete(provisioning, device, delivery.KeyId));
        return Open(key, delivery.Envelope, token, delivery.KeyIndex) with
        {
            Number = number, ExpiryYearMonth = expiry,
        };
    }

    /// <summary>What the phone finds in its envelope.</summary>
    public static PhoneKeys Open(ECDiffieHellman device, byte[] envelope, TokenId token, byte keyIndex)
    {
        var isOpen = DeviceCardKeys.TryOpen(
            device, envelope, DeviceKeyEnvelope.Context(token.ToString(), keyIndex), out var keys);
        Invariant.Check(isOpen && keys!.Aes is not null, "an envelope opens on its own device");
        return new PhoneKeys(token, default, 0, keyIndex, keys!.Aes!);
    }
}
