using System.Text.Json;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Operations;
using Tessera.Client.Payments;
using Tessera.Client.Statistics;
using Tessera.Client.Wire;
using Tessera.Device.Wallet;
using Tessera.Emv.InApp;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Taps;

/// <summary>The usage share counts a plain card, the cloud wallet, taps and orders in an app of our wallet, declined
/// payments and refused attempts, and anyone can count it again from the event feed.</summary>
public sealed class UsageShareTests(DemoServer server) : IClassFixture<DemoServer>, IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-usage-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_share_of_each_system_comes_out_again_from_the_event_feed()
    {
        var cloud = server.Client(server.Host.DemoKeys!.CloudWallet);
        await PayAsync(server.Wallet, isApproved: true, 1_100, 900);
        await PayAsync(cloud, isApproved: true, 700);
        await PayInAppAsync(2_500);
        await PayPlainAsync(1_250);
        await PayAsync(server.Wallet, isApproved: false, 1_000_000);
        foreach (var system in new[] { DemoIds.CardSystem, DemoIds.CloudSystem, "other_wallet" })
        {
            await server.Coffee.Payments.ReportRefusedAttemptAsync(
                new RefusedAttempt(DemoIds.CoffeeTill.ToString(), system), cancel: Cancel);
        }

        var share = (await server.Operator.Statistics.UsageAsync(Cancel)).Systems;
        var counted = await CountAsync();
        Assert.Equal(
            counted.OrderBy(row => row.Key, StringComparer.Ordinal),
            share.ToDictionary(row => row.System, Tally.Of).OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal(new Tally(3, 4_500, 1, 0), counted[DemoIds.WalletSystem]);
        Assert.Equal(new Tally(1, 700, 0, 1), counted[DemoIds.CloudSystem]);
        Assert.Equal(new Tally(1, 1_250, 0, 1), counted[DemoIds.CardSystem]);
        Assert.Equal(new Tally(0, 0, 0, 1), counted["other_wallet"]);
        Assert.InRange(share.Sum(row => row.ShareBasisPoints), 9_990, 10_000);
    }

    private async Task<Dictionary<string, Tally>> CountAsync()
    {
        var tallies = new Dictionary<string, Tally>(StringComparer.Ordinal);
        string? after = null;
        while (await server.Operator.Events.ListAsync(new(100, after), Cancel) is { Data.Count: > 0 } page)
        {
            foreach (var one in page.Data)
            {
                Count(one, tallies);
            }

            after = page.Data[^1].Id;
        }

        return tallies;
    }

    private static void Count(ApiEvent one, Dictionary<string, Tally> tallies)
    {
        var data = one.Data!.Value;
        JsonElement Facts() => data.GetProperty("payment").GetProperty("facts");
        (string System, Tally Tally)? found = one.Type switch
        {
            "payment.authorised" => (
                Facts().GetProperty("payment_system").GetString()!,
                new Tally(1, data.GetProperty("payment").GetProperty("authorised_minor").GetInt64(), 0, 0)),
            "payment.declined" => (data.GetProperty("payment_system").GetString()!, new Tally(0, 0, 1, 0)),
            "payment.attempt_refused" => (data.GetProperty("payment_system").GetString()!, new Tally(0, 0, 0, 1)),
            _ => null,
        };
        if (found is { } counted)
        {
            tallies[counted.System] = tallies.GetValueOrDefault(counted.System).Plus(counted.Tally);
        }
    }

    private async Task PayAsync(TesseraClient wallet, bool isApproved, params long[] amounts)
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        foreach (var amount in amounts)
        {
            var paid = await server.Coffee.Payments.AuthoriseAsync(
                phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today)), cancel: Cancel);
            Assert.Equal(isApproved, paid.DeclineCode is null);
        }
    }

    private async Task PayInAppAsync(long amount)
    {
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = new PhoneWallet(Path.Combine(folder, "app"), TimeProvider.System);
        phone.SetPasscode("271828");
        await phone.RegisterAsync(server.Wallet, "A phone with apps");
        var activation = new CardActivation(phone, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(TestPhone.Signals());
        var card = await activation.CompleteAsync(CardProfile.Qvsdc, "Cedar Bank");
        Assert.True(phone.TryVerify("271828"));
        var made = phone.PayInApp(
            card.Token, new InAppOrder(DemoIds.Coffee.ToString(), "order-1", new Money(amount, Currency.Usd)));
        var paid = await server.Coffee.Payments.AuthoriseAsync(
            new CreateInAppPayment
            {
                Terminal = DemoIds.CoffeeTill.ToString(),
                Amount = amount,
                Currency = "USD",
                TokenNumber = made.TokenNumber,
                TokenExpiry = made.TokenExpiry,
                SequenceNumber = made.SequenceNumber,
                InApp = new InAppProof(made.Cryptogram, "order-1"),
            },
            cancel: Cancel);
        Assert.Null(paid.DeclineCode);
    }

    private async Task PayPlainAsync(long amount)
    {
        var (_, card, _) = await server.NewCardAsync();
        using var plastic = new PhoneWallet(Path.Combine(folder, "plastic"), TimeProvider.System);
        await PlasticCard.PersonaliseAsync(plastic, server.Issuer, card.Id, CardProfile.Qvsdc, "Plastic");
        var till = new PointOfSale(
            new TillSettings
            {
                MerchantName = "CORNER COFFEE",
                Reader = new ReaderConfiguration
                {
                    Currency = Currency.Usd,
                    CountryNumber = 840,
                    TerminalIdentification = "COFFEE01",
                    Applications =
                    [
                        new ReaderApplication(
                            Hex.Read("F0544553534552410101"), ReaderApplication.QvsdcKernel,
                            ReaderLimits.OnlineOnly(5_000)),
                    ],
                },
            },
            new RestAcquirer(server.Coffee, DemoIds.CoffeeTill.ToString()), new TillMemory(), TimeProvider.System);
        var sold = await till.SellAsync(new Money(amount, Currency.Usd), plastic.Present(card.Id));
        Assert.Equal(SaleStatus.Approved, sold.Status);
    }

    private readonly record struct Tally(long Approved, long ApprovedMinor, long Declined, long Refused)
    {
        public static Tally Of(UsageRow row) =>
            new(row.Approved, row.Values.Sum(value => value.Amount), row.Declined, row.Refused);

        public Tally Plus(Tally other) => new(
            Approved + other.Approved, ApprovedMinor + other.ApprovedMinor, Declined + other.Declined,
            Refused + other.Refused);
    }
}
