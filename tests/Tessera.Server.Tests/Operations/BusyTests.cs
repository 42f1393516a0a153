using System.Net;
using System.Net.Http.Headers;
using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Operations;

// What a caller sees of a server that has too much to do, or of its own eagerness.
public sealed class BusyTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_that_meets_a_busy_shard_is_told_when_to_come_again()
    {
        await using var server = await RunningHost.StartAsync();
        SignIn(server);
        server.Host.World.Shard.Close();
        using var answer = await server.Http.GetAsync("/v1/devices/" + new Id<IdKinds.Device>(1), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("\"busy\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_are_metered_by_tenant_apart_from_posts()
    {
        await using var server = await RunningHost.StartAsync(o => o with { ReadsPerSecondPerTenant = 1 });
        SignIn(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => StatusAsync(server, "/v1/api_keys")));
        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var body = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        using var posted = await server.Http.PostAsync("/v1/api_keys", body, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        var open = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StatusAsync(server, "/health/live")));
        Assert.All(open, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static void SignIn(RunningHost server) => server.Http.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Bearer", server.Host.FirstOperatorSecret);

    private static async Task<HttpStatusCode> StatusAsync(RunningHost server, string path)
    {
        using var answer = await server.Http.GetAsync(path, Cancel);
        return answer.StatusCode;
    }
}
