using Tessera.Cli.Load;

namespace Tessera.Server.Tests.Load;

public sealed class TapLoadTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Every_tap_of_a_load_is_approved_by_a_server_of_its_own(int rate)
    {
        var settings = new LoadSettings
        {
            Seconds = 1, InFlight = 15, Connections = 2, Devices = 8, Rate = rate, Messages = 2_000,
        };
        var report = await TapLoad.RunAsync(settings, output.WriteLine, TestContext.Current.CancellationToken);
        output.WriteLine($"{report.RatePerS}/s, p50 {report.P50Ms} ms");
        Assert.Equal((0, 0), (report.Refused, report.Errors));
        Assert.InRange(report.Accepted, 1, rate == 0 ? 2_000 : rate);
        Assert.True(report.P50Ms > 0 && report.P50Ms <= report.P99Ms && report.P99Ms <= report.P999Ms);
    }
}
