using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Http;
using Tessera.Server.Problems;
using Tessera.Server.Wire;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>Default-deny: the table and the mapped endpoints are the same set.</summary>
public sealed class RouteTableTests
{
    [Fact]
    public async Task Every_mapped_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        await using var server = await RunningHost.StartAsync();
        var mapped = server.Host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (
                Method: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET",
                Pattern: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Where(route => route.Method != "HEAD")
            .Distinct().ToList();

        var withoutRow = mapped.Where(route => RouteTable.Find(route.Method, route.Pattern) is null).ToList();
        Assert.Empty(withoutRow);
        var withoutEndpoint = RouteTable.Rows.Where(row => !mapped.Contains((row.Method, row.Pattern)))
            .Select(row => row.Pattern).ToList();
        Assert.Empty(withoutEndpoint);
    }

    [Fact]
    public void A_route_without_a_row_is_refused() => Assert.Null(RouteTable.Find("DELETE", "/v1/cards/{id}"));
}
