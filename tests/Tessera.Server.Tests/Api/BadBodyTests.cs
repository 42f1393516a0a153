using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Wire;

namespace Tessera.Server.Tests.Api;

/// <summary>Every kind of bad body on every POST route: its own code, and the journal has not moved.</summary>
public sealed class BadBodyTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Every_bad_body_is_refused_by_its_code_and_writes_nothing()
    {
        var head = server.JournalHead;
        var count = 0;
        foreach (var (pattern, contract) in PostRoutes())
        {
            foreach (var (body, code) in BadBodies(contract))
            {
                using var answer = await PostAsync(pattern, body);
                var problem = await ProblemOf(answer);
                Assert.True(code == problem, $"{pattern} {body[..Math.Min(80, body.Length)]}: {problem}, not {code}");
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                count++;
            }
        }

        Assert.True(count > 200, $"{count} bodies");
        Assert.Equal(head, server.JournalHead);
    }

    [Fact]
    public async Task Every_post_needs_a_key_json_and_a_modest_body()
    {
        var head = server.JournalHead;
        foreach (var (pattern, _) in PostRoutes())
        {
            using var withoutKey = await PostAsync(pattern, "{}", key: null);
            Assert.Equal("idempotency_key_missing", await ProblemOf(withoutKey));
            using var text = await PostAsync(pattern, "{}", mediaType: "text/plain");
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
            using var large = await PostAsync(pattern, "{\"a\":\"" + new string('x', 70_000) + "\"}");
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        }

        Assert.Equal(head, server.JournalHead);
    }

    [Theory]
    [InlineData("0", "amount_zero")]
    [InlineData("-5", "amount_negative")]
    [InlineData("12.50", "amount_not_integer")]
    [InlineData("1e2", "amount_not_integer")]
    [InlineData("1000000000000", "amount_overflow")]
    [InlineData("99999999999999999999", "amount_overflow")]
    public async Task A_bad_amount_has_its_code_on_every_money_route(string amount, string code)
    {
        var head = server.JournalHead;
        foreach (var (pattern, extra) in new[]
        {
            (
                "/v1/payments",
                ""","terminal":"x","token_number":"9999100000000000","token_expiry":"2030-01","emv":"00" """),
            ("/v1/payments/x/captures", ""), ("/v1/payments/x/refunds", ""), ("/v1/accounts/x/deposits", ""),
            ("/v1/account_transfers", ""","source":"x","target":"y" """),
            ("/v1/chargebacks", ""","payment":"x","reason":"fraud" """),
            ("/v1/payouts/x/confirm", ""","statement_reference":"r" """),
        })
        {
            using var answer = await PostAsync(pattern, $$"""{"amount":{{amount}},"currency":"USD"{{extra}}}""");
            Assert.Equal(code, await ProblemOf(answer));
        }

        Assert.Equal(head, server.JournalHead);
    }

    [Fact]
    public async Task Bad_chip_data_names_the_place_and_not_the_value()
    {
        var body = """
            {"amount":1,"currency":"USD","terminal":"x","token_number":"9999100000000000","token_expiry":"2030-01",
            "emv":"9F2608AABB"}
            """.Replace("\"x\"", $"\"{Demo.DemoIds.CoffeeTill}\"", StringComparison.Ordinal);
        var head = server.JournalHead;
        using var answer = await PostAsync("/v1/payments", body);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("DE55", text, StringComparison.Ordinal);
        Assert.Contains("$.emv", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AABB", text, StringComparison.Ordinal);
        Assert.Equal(head, server.JournalHead);
    }

    private static IEnumerable<(string Body, string Code)> BadBodies(JsonTypeInfo contract)
    {
        yield return ("", "json_malformed");
        yield return ("{", "json_malformed");
        yield return ("{} {}", contract.Properties.Any(p => p.IsRequired) ? "member_missing" : "json_malformed");
        yield return ("[]", "member_wrong_type");
        yield return ("null", "member_wrong_type");
        yield return ("\"x\"", "member_wrong_type");
        yield return ("{\"no_such_member\":1}", "member_unknown");
        yield return (
            "{\"no_such_member\":" + new string('[', 40) + new string(']', 40) + "}", "member_unknown");
        if (contract.Properties.Any(property => property.IsRequired))
        {
            yield return ("{}", "member_missing");
        }

        foreach (var property in contract.Properties)
        {
            var value = Sample(property.PropertyType);
            yield return ($"{{\"{property.Name.ToUpperInvariant()}\":{value}}}", "member_wrong_case");
            if (value is not ("{}" or "[]"))
            {
                yield return ($"{{\"{property.Name}\":{value},\"{property.Name}\":{value}}}", "member_duplicate");
            }

            var plain = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            yield return (
                $"{{\"{property.Name}\":true}}",
                plain == typeof(bool) ? "member_missing" : "member_wrong_type");
            if (property.IsRequired)
            {
                yield return ($"{{\"{property.Name}\":null}}", "member_null");
            }
        }
    }

    private static string Sample(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(int) || plain == typeof(long) || plain == typeof(WireAmount) ? "1"
            : plain == typeof(bool) ? "false"
            : plain == typeof(string) || plain == typeof(WireSecret) ? "\"x\""
            : plain is { IsGenericType: true, IsValueType: true } ? "\"x\""
            : plain.IsGenericType ? "[]" : "{}";
    }

    private static async Task<string?> ProblemOf(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.RootElement.GetProperty("code").GetString();
    }

    private List<(string Pattern, JsonTypeInfo Contract)> PostRoutes()
        => [.. server.Host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] == "POST")
            .Select(endpoint => (
                endpoint.RoutePattern.RawText!.Replace("{id}", "x", StringComparison.Ordinal),
                ServerJson.Default.GetTypeInfo(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()!.RequestType!)!))];

    private async Task<HttpResponseMessage> PostAsync(
        string path, string body, string? key = "k", string mediaType = "application/json")
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, mediaType),
        };
        var keys = server.Host.DemoKeys!;
        var secret = path.EndsWith("credentials", StringComparison.Ordinal) ? keys.Wallet
            : path.EndsWith("confirm_by_app", StringComparison.Ordinal) ? keys.Issuer
            : keys.Operator;
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await server.Http.SendAsync(message);
    }
}
