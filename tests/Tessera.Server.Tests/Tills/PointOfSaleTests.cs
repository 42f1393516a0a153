using Tessera.Emv.Applet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Tills;

public sealed class PointOfSaleTests
{
    private readonly RecordingAcquirer _acquirer = new();

    [Fact]
    public async Task An_approved_sale_prints_a_receipt_without_card_data()
    {
        var result = await Till().SellAsync(TillRig.Dollars(1_234), TillRig.Card());
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Equal("city_wallet", result.System);
        string[] parts =
        [
            "CORNER SHOP", "TILL0001", "12.34 USD", "************0016", "APPROVED 00", "A12345", "F0544553534552410101",
        ];
        foreach (var part in parts)
        {
            Assert.Contains(part, result.Receipt, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("9999100000000016", result.Receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("3012", result.Receipt, StringComparison.Ordinal);
        Assert.All(result.Receipt.Split('\n'), line => Assert.True(line.Length <= 40, line));
    }

    [Fact]
    public async Task A_verified_sale_says_so_on_the_receipt()
    {
        var verification = new HolderVerification(TimeProvider.System, TimeSpan.FromMinutes(1));
        verification.Confirm();
        var result = await Till().SellAsync(TillRig.Dollars(9_000), TillRig.Card(verification));
        Assert.Contains("VERIFIED ON DEVICE", result.Receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_sale_without_verification_points_to_the_phone()
    {
        var result = await Till().SellAsync(TillRig.Dollars(9_000), TillRig.Card());
        Assert.Equal((SaleStatus.TapAgain, TapReason.VerifyOnDevice), (result.Status, result.Reason));
        Assert.Contains("SEE PHONE", result.Receipt, StringComparison.Ordinal);
        Assert.Empty(_acquirer.Sales);
    }

    [Fact]
    public async Task A_system_that_the_merchant_refuses_is_counted_reported_and_never_sent()
    {
        var policy = TillRig.Settings().Policy with { Refused = new HashSet<string> { "city_wallet" } };
        var till = Till(policy);
        var result = await till.SellAsync(TillRig.Dollars(1_234), TillRig.Card());
        await till.SellAsync(TillRig.Dollars(1_234), TillRig.Card());
        Assert.Equal(SaleStatus.Refused, result.Status);
        Assert.Contains("NOT ACCEPTED", result.Receipt, StringComparison.Ordinal);
        Assert.Equal(2, till.Refusals["city_wallet"]);
        Assert.Equal(["city_wallet", "city_wallet"], _acquirer.Refused);
        Assert.Empty(_acquirer.Sales);
    }

    [Fact]
    public async Task Refusing_one_system_leaves_its_neighbour_alone()
    {
        var policy = TillRig.Settings().Policy with { Refused = new HashSet<string> { "tessera" } };
        Assert.Equal(SaleStatus.Approved, (await Till(policy).SellAsync(TillRig.Dollars(100), TillRig.Card())).Status);
    }

    [Fact]
    public async Task A_reader_that_is_switched_off_does_not_speak_to_the_card()
    {
        var till = Till(new AcceptancePolicy { TakesContactless = false });
        var result = await till.SellAsync(TillRig.Dollars(100), _ => throw new InvalidOperationException());
        Assert.Equal(SaleStatus.Refused, result.Status);
        Assert.Equal(1, till.Refusals[AcceptancePolicy.Contactless]);
    }

    [Fact]
    public async Task A_card_that_says_nothing_is_asked_to_tap_again()
    {
        var result = await Till().SellAsync(TillRig.Dollars(100), _ => default);
        Assert.Equal((SaleStatus.TapAgain, TapReason.CardLost), (result.Status, result.Reason));
    }

    [Fact]
    public async Task A_card_of_another_kind_cannot_be_used()
    {
        var result = await Till().SellAsync(TillRig.Dollars(100), _ => Hex.Read("6A82"));
        Assert.Equal((SaleStatus.NotUsable, TapReason.NoDirectory), (result.Status, result.Reason));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_sale_without_an_amount_is_a_bug(long minor) =>
        await Assert.ThrowsAsync<InvariantException>(() => Till().SellAsync(TillRig.Dollars(minor), TillRig.Card()));

    [Fact]
    public void A_reader_that_takes_offline_approvals_is_not_for_this_till()
    {
        var reader = TillRig.Reader with { AcceptsUnauthenticatedOffline = true };
        var settings = TillRig.Settings() with { Reader = reader };
        Assert.Throws<InvariantException>(() =>
            new PointOfSale(settings, _acquirer, new TillMemory(), TimeProvider.System));
    }

    /// <summary>Receipts would say that a PIN was verified although none was asked for or sent.</summary>
    [Fact]
    public void A_reader_that_asks_for_a_pin_is_not_for_this_till()
    {
        var settings = TillRig.Settings() with { Reader = TillRig.Reader with { HasOnlinePin = true } };
        Assert.Throws<InvariantException>(() =>
            new PointOfSale(settings, _acquirer, new TillMemory(), TimeProvider.System));
    }

    /// <summary>A million numbers: about 116 repeats in 2^32, every bit near one half, neighbours unrelated.</summary>
    [Fact]
    public void Unpredictable_numbers_look_random()
    {
        const int Count = 1_000_000;
        var seen = new HashSet<uint>(Count);
        var ones = new int[32];
        var same = 0;
        var previous = UnpredictableNumbers.Next();
        for (var index = 0; index < Count; index++)
        {
            var number = UnpredictableNumbers.Next();
            seen.Add(number);
            same += 32 - System.Numerics.BitOperations.PopCount(number ^ previous);
            previous = number;
            for (var bit = 0; bit < 32; bit++)
            {
                ones[bit] += (int)((number >> bit) & 1);
            }
        }

        Assert.InRange(Count - seen.Count, 50, 200);
        Assert.All(ones, count => Assert.InRange(count, 496_500, 503_500));
        Assert.InRange(same, 15_970_000, 16_030_000);
    }

    private PointOfSale Till(AcceptancePolicy? policy = null) =>
        new(TillRig.Settings(policy), _acquirer, new TillMemory(), TimeProvider.System);

    private sealed class RecordingAcquirer : IAcquirer
    {
        public List<Sale> Sales { get; } = [];

        public List<string> Refused { get; } = [];

        public Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel)
        {
            Sales.Add(sale);
            return Task.FromResult(new AcquirerAnswer(AcquirerOutcome.Approved, "00", "A12345", "REF1", ""));
        }

        public Task<int> ResolveUnknownAsync(CancellationToken cancel) => Task.FromResult(0);

        public Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel)
        {
            Refused.Add(system);
            return Task.FromResult(true);
        }
    }
}
