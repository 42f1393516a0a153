using Tessera.Cli.Load;
using Tessera.Cli.Load.Chain;
using Tessera.Cli.Load.Payments;
using Tessera.Cli.Load.Taps;
using Tessera.Cli.Load.Wire;

namespace Tessera.Server.Tests.Load;

public sealed class LinkLoadTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, null)]
    [InlineData(200, null)]
    [InlineData(0, (byte)0x12)]
    public async Task Every_tap_of_a_load_is_approved_by_a_server_of_its_own(int rate, byte? cryptogramVersion) =>
        Check(
            await TapLoad.RunAsync(Settings(rate), LoadTarget.Own, cryptogramVersion, output.WriteLine, Cancel), rate);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Every_payment_of_a_load_is_approved_by_a_server_of_its_own(int rate) =>
        Check(await PaymentLoad.RunAsync(Settings(rate), LoadTarget.Own, output.WriteLine, Cancel), rate);

    [Fact]
    public async Task Every_tap_of_a_load_is_approved_by_three_processes_whose_books_agree()
    {
        var report = await ChainLoad.RunAsync(Settings(rate: 0), output.WriteLine, Cancel);
        Check(report, rate: 0);
        Assert.True(report.BooksAgree);
        Assert.Equal(["acquirer", "network", "issuer"], report.Books!.Select(book => book.Name));
        Assert.All(report.Books!, book => Assert.Equal(report.Accepted * 100, book.HeldMinor));
        Assert.Equal(3, report.Servers!.Count);
    }

    private static LinkSettings Settings(int rate) => new()
    {
        Seconds = 1, InFlight = 15, Connections = 2, Devices = 8, Rate = rate, Messages = 2_000,
    };

    private void Check(LoadReport report, int rate)
    {
        output.WriteLine(LoadText.Of(report));
        Assert.Equal((0, 0), (report.Refused, report.Errors));
        Assert.InRange(report.Accepted, 1, rate == 0 ? 2_000 : rate);
        Assert.True(report.P50Ms > 0 && report.P50Ms <= report.P99Ms && report.P99Ms <= report.P999Ms);
        Assert.True(report.CommitP50Ms > 0 && report.ServerMemoryMb > 0);
    }
}
