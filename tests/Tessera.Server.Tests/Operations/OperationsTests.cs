using System.Net;
using System.Text.Json;
using Tessera.Server.Http;
using Tessera.Server.Problems;
using Tessera.Server.Wire;

namespace Tessera.Server.Tests.Operations;

public sealed class OperationsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live", "text/plain")]
    [InlineData("/metrics", "text/plain")]
    [InlineData("/openapi/v1.json", "application/json")]
    [InlineData("/reference", "text/html")]
    [InlineData("/", "text/html")]
    [InlineData("/status", "application/json")]
    [InlineData("/assets/status.js", "text/javascript")]
    [InlineData("/assets/status.css", "text/css")]
    [InlineData("/assets/icon.svg", "image/svg+xml")]
    [InlineData("/docs/problems", "text/html")]
    public async Task Open_pages_answer(string path, string mediaType)
    {
        await using var server = await RunningHost.StartAsync();
        using var answer = await server.Http.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("req_", Assert.Single(answer.Headers.GetValues("Request-Id")), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Headers.GetValues("Content-Security-Policy"));
    }

    [Fact]
    public async Task Every_problem_type_opens_a_page()
    {
        await using var server = await RunningHost.StartAsync();
        foreach (var kind in ProblemCatalogue.All)
        {
            using var answer = await server.Http.GetAsync(kind.TypeUri, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/assets/../secret.css")]
    [InlineData("/docs/problems/none")]
    public async Task Unknown_paths_are_problems(string path)
    {
        await using var server = await RunningHost.StartAsync();
        using var answer = await server.Http.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("not_found", body.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task How_far_lists_are_behind_is_shown_and_measured()
    {
        await using var server = await RunningHost.StartAsync();
        var status = await server.Http.GetStringAsync("/status", Cancel);
        Assert.Matches("\"projection_rows_behind\": ?\\d", status);
        Assert.Matches("\"projection_events_behind\": ?\\d", status);
        Assert.Matches("\"projection_milliseconds_behind\": ?\\d", status);
        var metrics = await server.Http.GetStringAsync("/metrics", Cancel);
        Assert.Contains("tessera_projections_rows_behind", metrics, StringComparison.Ordinal);
        Assert.Contains("tessera_projections_events_behind", metrics, StringComparison.Ordinal);
        Assert.Contains("tessera_projections_age_seconds", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_method_is_a_problem()
    {
        await using var server = await RunningHost.StartAsync();
        using var answer = await server.Http.DeleteAsync(new Uri("/status", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_page_speaks_chinese_when_asked()
    {
        await using var server = await RunningHost.StartAsync();
        var page = await server.Http.GetStringAsync("/?lang=zh-Hans", Cancel);
        Assert.Contains("lang=\"zh-Hans\"", page, StringComparison.Ordinal);
        Assert.Contains("移动支付系统", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_loads_only_from_here()
    {
        await using var server = await RunningHost.StartAsync();
        var page = await server.Http.GetStringAsync("/reference", Cancel);
        Assert.DoesNotContain("https://cdn", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }
}
