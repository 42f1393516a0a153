using Tessera.Client;
using Tessera.Client.Directory;
using Tessera.Client.Fees;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

public sealed class FeeTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_set_for_a_date_to_come_and_listed()
    {
        var from = DemoServer.Today.AddDays(3).ToString("yyyy-MM-dd", null);
        var table = new FeeTable
        {
            Version = 7,
            InterchangeBasisPoints = 100,
            SchemeFeeBasisPoints = 5,
            EffectiveFrom = from,
            Rows =
            [
                new FeeRow
                {
                    CategoryFrom = "5411",
                    Prefix = "999910",
                    Product = "debit",
                    Presence = "remote",
                    Border = "cross",
                    PaymentSystem = "plain_card",
                    Interchange = new FeeRate(20, 5, 25),
                    Scheme = new FeeRate(3),
                    Wallet = new FeeRate(10),
                },
            ],
        };
        await server.Operator.Fees.SetAsync(table, cancel: Cancel);
        Assert.Equal(1, (await server.Operator.Fees.GetAsync(Cancel)).Version);
        var versions = (await server.Operator.Fees.ListAsync(cancel: Cancel)).Data;
        Assert.Equal([1, 7], versions.Select(version => version.Version));
        Assert.Equal(from, versions[1].EffectiveFrom);
        Assert.Equal(Assert.Single(table.Rows), Assert.Single(versions[1].Rows!));

        await RefusedAsync(
            table with { Version = 8, EffectiveFrom = "tomorrow" }, "member_invalid", "$.effective_from");
        await RefusedAsync(table with { Version = 8, EffectiveFrom = "2020-01-01" }, "effective_in_past", null);
        await RefusedAsync(
            table with { Version = 8, Rows = [table.Rows[0], table.Rows[0] with { CategoryFrom = "54" }] },
            "member_invalid", "$.rows[1]");
        await RefusedAsync(
            table with { Version = 8, Rows = [table.Rows[0] with { Product = "charge" }] },
            "member_invalid", "$.rows[0].product");
    }

    [Fact]
    public async Task A_merchants_terms_are_set_by_its_acquirer()
    {
        var terms = new MerchantTerms
        {
            FeePlan = "interchange_plus", FeeBasisPoints = 40, FeeFixed = 5, ReserveBasisPoints = 500, ReserveDays = 30,
        };
        var acquirer = server.Client(server.Host.DemoKeys!.Acquirer);
        var set = await acquirer.Merchants.SetTermsAsync(DemoIds.Books.ToString(), terms, cancel: Cancel);
        Assert.Equal(
            ("interchange_plus", 40, 5L, 500, 30),
            (set.FeePlan, set.FeeBasisPoints, set.FeeFixed, set.ReserveBasisPoints, set.ReserveDays));
        var read = await server.Books.Merchants.GetAsync(DemoIds.Books.ToString(), Cancel);
        Assert.Equal(set.ReserveDays, read.ReserveDays);
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(() => acquirer.Merchants.SetTermsAsync(
            DemoIds.Books.ToString(), terms with { ReserveDays = 0 }, cancel: Cancel));
        Assert.Equal("record_invalid", refused.Code);
    }

    private async Task RefusedAsync(FeeTable table, string code, string? param)
    {
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Operator.Fees.SetAsync(table, cancel: Cancel));
        Assert.Equal(code, refused.Code);
        Assert.Equal(param, refused.Problem.Param);
    }
}
