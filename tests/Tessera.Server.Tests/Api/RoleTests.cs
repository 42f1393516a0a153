using System.Net;
using System.Net.Http.Headers;
using Tessera.Server.Http;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>Every route by every role, by nobody and by a made-up key.</summary>
public sealed class RoleTests(DemoServer server) : IClassFixture<DemoServer>
{
    public static TheoryData<string, string> Routes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in RouteTable.Rows.Where(row => !row.IsPublic))
            {
                data.Add(row.Method, row.Pattern);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_is_open_to_its_roles_only(string method, string pattern)
    {
        var row = RouteTable.Find(method, pattern)!;
        foreach (var (role, secret) in Secrets())
        {
            var status = await SendAsync(method, pattern, secret);
            if (row.Allows(role))
            {
                Assert.True(
                    status is not HttpStatusCode.Unauthorized and not HttpStatusCode.Forbidden, $"{role}: {status}");
            }
            else
            {
                Assert.Equal(HttpStatusCode.Forbidden, status);
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, pattern, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, pattern, "sk_test_" + new string('A', 43)));
    }

    [Fact]
    public async Task A_revoked_key_is_nobody()
    {
        var cancel = TestContext.Current.CancellationToken;
        var key = await server.Operator.ApiKeys.CreateAsync(
            new Client.Operations.CreateApiKey { Name = "short-lived", Role = "auditor" }, cancel: cancel);
        Assert.Equal(HttpStatusCode.OK, await SendAsync("GET", "/v1/participants", key.Secret));
        await server.Operator.ApiKeys.RevokeAsync(key.Id, cancel: cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("GET", "/v1/participants", key.Secret));
        var listed = await server.Operator.ApiKeys.ListAsync(new(100), cancel);
        Assert.All(listed.Data, other => Assert.Null(other.Secret));
    }

    private IEnumerable<(Core.Directory.ApiKeyRole Role, string Secret)> Secrets()
    {
        var keys = server.Host.DemoKeys!;
        return
        [
            (Core.Directory.ApiKeyRole.Operator, keys.Operator), (Core.Directory.ApiKeyRole.Auditor, keys.Auditor),
            (Core.Directory.ApiKeyRole.Issuer, keys.Issuer), (Core.Directory.ApiKeyRole.Acquirer, keys.Acquirer),
            (Core.Directory.ApiKeyRole.Merchant, keys.Coffee), (Core.Directory.ApiKeyRole.Wallet, keys.Wallet),
        ];
    }

    // The body is empty and there is no key: an allowed POST goes no further than 400.
    private async Task<HttpStatusCode> SendAsync(string method, string pattern, string? secret)
    {
        var path = pattern.Replace("{id}", "x", StringComparison.Ordinal);
        using var message = new HttpRequestMessage(new HttpMethod(method), path);
        if (secret is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        if (method == "POST")
        {
            message.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        using var answer = await server.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
