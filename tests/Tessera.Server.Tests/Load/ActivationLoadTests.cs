using Tessera.Cli.Load;
using Tessera.Cli.Load.Activations;
using Tessera.Client.Activation;

namespace Tessera.Server.Tests.Load;

public sealed class ActivationLoadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_statistics_and_the_journal_tell_of_every_activation()
    {
        var report = await ActivationLoad.RunAsync(
            new ActivationSettings(Count: 100, InFlight: 8), LoadTarget.Own, output.WriteLine,
            TestContext.Current.CancellationToken);
        output.WriteLine(LoadText.Of(report));
        Assert.Equal((95, 5, 0), (report.Accepted, report.RefusedByCode["red_path"], report.Errors));
        Assert.Equal((95, 95), (report.Counted, report.Journaled));
    }

    [Fact]
    public void A_hundred_phones_are_sixty_thirty_five_and_five()
    {
        var paths = Enumerable.Range(1_000, 100).CountBy(ActivationLoad.PathOf).ToDictionary();
        Assert.Equal(
            (60, 35, 5),
            (paths[ProvisioningPath.Green], paths[ProvisioningPath.Yellow], paths[ProvisioningPath.Red]));
    }
}
