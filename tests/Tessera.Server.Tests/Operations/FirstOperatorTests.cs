using Tessera.Client;

namespace Tessera.Server.Tests.Operations;

/// <summary>A new folder that is no demo: one operator's key, shown once, and no demo mailbox.</summary>
public sealed class FirstOperatorTests
{
    [Fact]
    public async Task A_new_folder_has_one_operator_and_no_mailbox()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await RunningHost.StartAsync();
        Assert.Null(server.Host.DemoKeys);
        var client = new TesseraClient(
            server.Http, new TesseraClientOptions { ApiKey = server.Host.FirstOperatorSecret });
        var keys = await client.ApiKeys.ListAsync(cancel: cancel);
        Assert.Equal("operator", Assert.Single(keys.Data).Role);
        var mailbox = await Assert.ThrowsAsync<TesseraProblemException>(
            () => client.Mailbox.ListAsync("prv_x", cancel));
        Assert.Equal("not_found", mailbox.Code);

        await server.Host.StopAsync(cancel);
        await server.Host.DisposeAsync();
        await using var again = await TesseraHost.StartAsync(
            new TesseraHostOptions { Folder = server.Folder, Urls = ["http://127.0.0.1:0"], SwitchPort = null },
            cancel);
        Assert.Null(again.FirstOperatorSecret);
        await again.StopAsync(cancel);
    }
}
