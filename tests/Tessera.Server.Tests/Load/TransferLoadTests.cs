using Tessera.Cli.Load.Transfers;

namespace Tessera.Server.Tests.Load;

public sealed class TransferLoadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_transfer_of_a_load_is_made_and_reaches_the_read_models()
    {
        var report = await TransferLoad.RunAsync(
            new TransferSettings(WarmUpSeconds: 0, Seconds: 1, InFlight: 8, Accounts: 20), output.WriteLine,
            TestContext.Current.CancellationToken);
        output.WriteLine($"{report.RatePerS}/s, commit {report.CommitP50Ms} ms");
        Assert.Equal((0, 0), (report.Refused, report.Errors));
        Assert.True(report.Accepted > 0 && report.CommitP50Ms > 0 && report.PerCommit >= 1);
        Assert.NotNull(report.CatchUpSeconds);
    }
}
