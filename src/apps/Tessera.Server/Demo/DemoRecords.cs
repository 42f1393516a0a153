using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Demo;

/// <summary>The records of the demo world: one bank of each kind, two shops, one wallet.</summary>
internal static class DemoRecords
{
    private const ushort Country = 840;
    private const string ApplicationPrefix = "F05445535345524101";

    public static IEnumerable<(string Name, DirectoryCommand Command)> All(string by)
    {
        foreach (var participant in Participants())
        {
            yield return ("register " + participant.Name, new DirectoryCommand.RegisterParticipant(participant, by));
        }

        yield return ("fees", new DirectoryCommand.SetFees(new FeeTable(1, 150, 10), by));
        yield return ("payment policy", new DirectoryCommand.SetPaymentPolicy(PaymentPolicy.Default, by));
        yield return ("activation policy", new DirectoryCommand.SetActivationPolicy(ActivationPolicy.Default, by));
        yield return ("requestor", new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(DemoIds.Requestor, "Tessera Wallet", DemoIds.WalletSystem, DemoIds.WalletBook, 15), by));
        yield return ("cloud requestor", new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(DemoIds.CloudRequestor, "Cloud Wallet", DemoIds.CloudSystem, DemoIds.CloudWalletBook, 20)
            {
                KeyUses = 5,
                KeyLifeHours = 24 * 7,
            },
            by));
        foreach (var range in Ranges())
        {
            yield return ("range " + range.Prefix, new DirectoryCommand.RegisterRange(range, by));
        }

        yield return ("coffee", new DirectoryCommand.RegisterMerchant(
            Merchant(DemoIds.Coffee, "Corner Coffee", 5814), by));
        yield return ("books", new DirectoryCommand.RegisterMerchant(Merchant(DemoIds.Books, "Book Nook", 5942), by));
        yield return ("till 1", Till("COFFEE01", DemoIds.Coffee, by));
        yield return ("till 2", Till("COFFEE02", DemoIds.Coffee, by));
        yield return ("till 3", Till("BOOKS001", DemoIds.Books, by));
        yield return ("till 4", Till("BOOKS002", DemoIds.Books, by));
    }

    private static IEnumerable<Participant> Participants() =>
    [
        new(DemoIds.Network, DemoIds.NetworkBook, "99900000001", "Tessera Network", ParticipantRoles.Network, Country),
        new(DemoIds.Issuer, DemoIds.IssuerBook, "99900000002", "Cedar Bank", ParticipantRoles.Issuer, Country),
        new(DemoIds.Acquirer, DemoIds.AcquirerBook, DemoIds.AcquirerCode, "Harbor Acquiring", ParticipantRoles.Acquirer,
            Country),
        new(DemoIds.Wallet, DemoIds.WalletBook, "99900000004", "Tessera Wallet", ParticipantRoles.Wallet, Country),
        new(DemoIds.CloudWallet, DemoIds.CloudWalletBook, "99900000009", "Cloud Wallet", ParticipantRoles.Wallet,
            Country),
    ];

    private static IEnumerable<AccountRange> Ranges() =>
    [
        new(DemoIds.CardPrefix, 16, RangeKind.Funding, DemoIds.IssuerBook, DemoIds.NetworkBook, DemoIds.CardKeySet,
            DemoIds.CardSystem, 0, ApplicationPrefix),
        new(DemoIds.TokenPrefix, 16, RangeKind.Token, DemoIds.IssuerBook, DemoIds.NetworkBook, DemoIds.TokenKeySet,
            DemoIds.WalletSystem, DemoIds.Requestor, ApplicationPrefix),
        new(DemoIds.CloudPrefix, 16, RangeKind.Token, DemoIds.IssuerBook, DemoIds.NetworkBook, DemoIds.CloudKeySet,
            DemoIds.CloudSystem, DemoIds.CloudRequestor, ApplicationPrefix),
    ];

    private static Merchant Merchant(MerchantId id, string name, ushort category) => new()
    {
        Id = id,
        Number = MerchantNumbers.Of(id.Value),
        AcquirerBook = DemoIds.AcquirerBook,
        Name = name,
        CategoryCode = category,
        Country = Country,
        CurrencyNumber = Currency.Usd.Number,
        FeeBasisPoints = 190,
        FeeFixedMinor = 10,
        RefusedSystems = [],
    };

    private static DirectoryCommand.RegisterTerminal Till(string code, MerchantId merchant, string by)
        => new(new PaymentTerminal(DemoIds.Terminal(code), merchant, code), by);
}
