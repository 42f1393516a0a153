using System.Net;
using Tessera.Client.Payments;
using Tessera.Server.Demo;

namespace Tessera.Server.Tests.Operations;

/// <summary>A stop loses nothing that was acknowledged and ends streams that would hold it.</summary>
public sealed class StopTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_stop_under_load_keeps_every_acknowledged_payment()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var phone = await server.NewPhoneAsync(limit: 10_000_00);
        var requests = Enumerable.Range(0, 200)
            .Select(_ => phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today))).ToList();
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        var first = new TaskCompletionSource();
        var once = new Client.TesseraClient(
            server.Http, new Client.TesseraClientOptions { ApiKey = server.Host.DemoKeys!.Coffee, Attempts = 1 });
        var load = Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel },
            async (request, token) => await PayAsync(once, request, acknowledged, first));
        await first.Task;
        await server.Host.StopAsync(cancel);
        await load;
        await server.RestartAsync();

        foreach (var id in acknowledged)
        {
            Assert.Equal(PaymentState.Authorised, (await server.Coffee.Payments.GetAsync(id, cancel)).State);
        }
    }

    [Fact]
    public async Task A_stop_ends_open_event_streams()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var message = new HttpRequestMessage(HttpMethod.Get, "/v1/events/stream");
        message.Headers.Authorization = new("Bearer", server.Host.DemoKeys!.Operator);
        using var answer = await server.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = answer.Content.ReadAsStringAsync(cancel);
        await server.Host.StopAsync(cancel).WaitAsync(TimeSpan.FromSeconds(10), cancel);
        Assert.Contains("event: ", await body, StringComparison.Ordinal);
        await server.RestartAsync();
    }

    private static async Task PayAsync(
        Client.TesseraClient till, CreatePayment request, System.Collections.Concurrent.ConcurrentBag<string> ids,
        TaskCompletionSource first)
    {
        try
        {
            ids.Add((await till.Payments.AuthoriseAsync(request)).Id);
            first.TrySetResult();
        }
        catch (Exception refused) when (refused is HttpRequestException or Client.TesseraProblemException)
        {
            // Not acknowledged: the till would ask again with the same key.
        }
    }
}
