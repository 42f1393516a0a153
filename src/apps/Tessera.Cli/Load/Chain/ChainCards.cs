using System.Collections.Concurrent;
using System.Globalization;
using Tessera.Cli.Demo;
using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load.Chain;

/// <summary>Ranges, cards and phones: money and account at the issuer, card and token at the network, and at the
/// acquirer nothing but whom to ask.</summary>
internal sealed class ChainCards(ChainProcesses chain)
{
    private const string CardPrefix = "999921";
    private const string TokenPrefix = "999911";
    private const string ApplicationPrefix = "F05445535345524101";
    private const int AtOnce = 16;
    private const long CreditLimit = 1_000_000_000_00;

    private TesseraClient[] banks = [];

    /// <summary>Registers the ranges; returns the acquirer's id in its own directory.</summary>
    public async Task<string> RegisterAsync(CancellationToken cancel)
    {
        var network = DemoIds.Network.ToString();
        var cards = Range(CardPrefix, RangeKind.Funding, chain.IssuerAtNetwork, network);
        await chain.Network.Operator.AccountRanges.CreateAsync(cards, cancel: cancel);
        await chain.Network.Operator.AccountRanges.CreateAsync(
            cards with
            {
                Prefix = TokenPrefix, Kind = RangeKind.Token,
                TokenRequestor = DemoIds.Requestor.ToString(CultureInfo.InvariantCulture),
            },
            cancel: cancel);
        var atIssuer = await MembersAsync(chain.Issuer, cancel);
        await chain.Issuer.Operator.AccountRanges.CreateAsync(
            Range(CardPrefix, RangeKind.Funding, atIssuer.Own, atIssuer.Network), cancel: cancel);
        var atAcquirer = await MembersAsync(chain.Acquirer, cancel);
        await chain.Acquirer.Operator.AccountRanges.CreateAsync(
            Range(TokenPrefix, RangeKind.Funding, atAcquirer.Network, atAcquirer.Network), cancel: cancel);
        banks =
        [
            chain.Issuer.Client(await chain.Issuer.GrantAsync("issuer", atIssuer.Own, cancel)),
            chain.Network.Client(await chain.Network.GrantAsync("issuer", chain.IssuerAtNetwork, cancel)),
        ];
        return atAcquirer.Own;
    }

    public async Task<VolatilePhone[]> ActivateAsync(int count, CancellationToken cancel)
    {
        var wallet = chain.Network.Client(
            await chain.Network.GrantAsync("wallet", DemoIds.Wallet.ToString(), cancel));
        var phones = new ConcurrentBag<VolatilePhone>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, stop) => phones.Add(await VolatilePhone.ActivateAsync(
                wallet, new PhoneOrder(await EnrolAsync(i, stop), LoadCards.Expiry, ActivationChapter.Signals()),
                TimeProvider.System, stop)));
        return [.. phones];
    }

    private static async Task<(string Own, string Network)> MembersAsync(LoadServer server, CancellationToken cancel)
    {
        var members = (await server.Operator.Participants.ListAsync(cancel: cancel)).Data;
        return (members.Single(member => !member.Outside).Id, members.Single(member => member.Outside).Id);
    }

    private static CreateAccountRange Range(string prefix, RangeKind kind, string issuer, string network) => new()
    {
        Prefix = prefix,
        NumberLength = 16,
        Kind = kind,
        Issuer = issuer,
        Network = network,
        PaymentSystem = "load_card",
        ApplicationPrefix = ApplicationPrefix,
    };

    private async Task<string> EnrolAsync(int serial, CancellationToken cancel)
    {
        var body = CardPrefix + serial.ToString("D9", CultureInfo.InvariantCulture);
        var pan = body + Luhn.CheckDigit(body);
        foreach (var bank in banks)
        {
            await DemoStage.EnrolAsync(bank, pan, LoadCards.Expiry, CreditLimit, cancel);
        }

        return pan;
    }
}
