using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tessera.Primitives;
using Tessera.Server.Http;
using Tessera.Server.Problems;
using Tessera.Server.Wire;

namespace Tessera.Server.Tests.Api;

/// <summary>Each kind of bad body gets its own code and names the place, never the value.</summary>
public sealed partial class StrictBodyTests
{
    private static readonly JsonTypeInfo<Order> Contract = TestJson.Default.Order!;

    [Theory]
    [InlineData("""{"amount":1,"currency":"USD"}""", null, null)]
    [InlineData("""{"amount":1,"currency":"USD","lines":[{"count":2}],"note":null}""", null, null)]
    [InlineData("", "json_malformed", "$")]
    [InlineData("{", "json_malformed", "$")]
    [InlineData("""{"amount":1,"currency":"USD"} x""", "json_malformed", "$")]
    [InlineData("""{"amount":1,"currency":"USD"}{}""", "json_malformed", "$")]
    [InlineData("""{"amount":1,}""", "json_malformed", "$")]
    [InlineData("""{/*c*/"amount":1,"currency":"USD"}""", "json_malformed", "$")]
    [InlineData("[]", "member_wrong_type", "$")]
    [InlineData("null", "member_wrong_type", "$")]
    [InlineData("""{"amount":1,"amount":2,"currency":"USD"}""", "member_duplicate", "$.amount")]
    [InlineData("""{"amount":1,"\u0061mount":2,"currency":"USD"}""", "member_duplicate", "$.amount")]
    [InlineData("""{"amount":1,"currency":"USD","extra":1}""", "member_unknown", "$.extra")]
    [InlineData("""{"amount":1,"currency":"USD","9999000000000001":1}""", "member_unknown", "$")]
    [InlineData("""{"Amount":1,"currency":"USD"}""", "member_wrong_case", "$.amount")]
    [InlineData("""{"amount":1}""", "member_missing", "$.currency")]
    [InlineData("""{"amount":1,"currency":null}""", "member_null", "$.currency")]
    [InlineData("""{"amount":null,"currency":"USD"}""", "member_null", "$.amount")]
    [InlineData("""{"amount":"1","currency":"USD"}""", "member_wrong_type", "$.amount")]
    [InlineData("""{"amount":{},"currency":"USD"}""", "member_wrong_type", "$.amount")]
    [InlineData("""{"amount":1,"currency":840}""", "member_wrong_type", "$.currency")]
    [InlineData("""{"amount":1,"currency":"USD","lines":{}}""", "member_wrong_type", "$.lines")]
    [InlineData("""{"amount":1,"currency":"USD","lines":[{"count":"2"}]}""", "member_wrong_type", "$.lines[0].count")]
    [InlineData("""{"amount":1,"currency":"USD","lines":[{"count":1},{}]}""", "member_missing", "$.lines[1].count")]
    [InlineData(
        """{"amount":1,"currency":"USD","lines":[{"count":99999999999}]}""",
        "member_invalid",
        "$.lines[0].count")]
    [InlineData("""{"amount":1,"currency":"USD","colour":"green"}""", "member_invalid", "$.colour")]
    [InlineData("""{"amount":1,"currency":"USD","colour":"Red"}""", "member_invalid", "$.colour")]
    [InlineData("""{"amount":1,"currency":"USD","colour":1}""", "member_wrong_type", "$.colour")]
    [InlineData("""{"amount":1,"currency":"USD","colour":"red"}""", null, null)]
    public void A_body_is_read_strictly(string body, string? code, string? param)
    {
        var isRead = BodyReader.TryRead(Encoding.UTF8.GetBytes(body), Contract, out _, out var problem);
        Assert.Equal(code is null, isRead);
        Assert.Equal(code, problem?.Code);
        Assert.Equal(param, problem?.Param);
    }

    [Fact]
    public void Too_deep_a_body_is_refused_before_it_is_read()
    {
        var body = """{"amount":1,"currency":"USD","lines":""" + new string('[', 40) + new string(']', 40) + "}";
        Assert.False(BodyReader.TryRead(Encoding.UTF8.GetBytes(body), Contract, out _, out var problem));
        Assert.Equal("member_wrong_type", problem.Code);
    }

    [Theory]
    [InlineData("0", "USD", null, "amount_zero")]
    [InlineData("-1", "USD", null, "amount_negative")]
    [InlineData("-99999999999999999999999", "USD", null, "amount_negative")]
    [InlineData("1.5", "USD", null, "amount_not_integer")]
    [InlineData("1e3", "USD", null, "amount_not_integer")]
    [InlineData("1.0", "JPY", null, "amount_not_integer")]
    [InlineData("1000000000000", "USD", null, "amount_overflow")]
    [InlineData("99999999999999999999999", "USD", null, "amount_overflow")]
    [InlineData("1", "usd", null, "currency_unknown")]
    [InlineData("1", "ZZZ", null, "currency_unknown")]
    [InlineData("1", "", null, "currency_unknown")]
    [InlineData("1", "JPY", 2, "currency_exponent_wrong")]
    [InlineData("1", "JPY", 0, null)]
    [InlineData("999999999999", "USD", 2, null)]
    public void Each_bad_amount_has_its_code(string amount, string currency, int? exponent, string? code)
    {
        var body = $$"""{"amount":{{amount}},"currency":"{{currency}}"}""";
        Assert.True(BodyReader.TryRead(Encoding.UTF8.GetBytes(body), Contract, out var order, out _));
        var isRead = AmountRules.TryRead(order.Amount, order.Currency, exponent, out var money, out var problem);
        Assert.Equal(code is null, isRead);
        Assert.Equal(code, problem?.Code);
        if (isRead)
        {
            Assert.True(Currency.TryFromCode(currency, out var read));
            Assert.Equal(read, money.Currency);
        }
    }

    [Fact]
    public void A_number_of_many_digits_is_refused_by_its_length()
    {
        var body = $$"""{"amount":{{new string('9', 60_000)}},"currency":"USD"}""";
        Assert.False(BodyReader.TryRead(Encoding.UTF8.GetBytes(body), Contract, out _, out var problem));
        Assert.Equal("amount_overflow", problem.Code);
        Assert.DoesNotContain(new string('9', 13), problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "idempotency_key_missing")]
    [InlineData("", "idempotency_key_missing")]
    [InlineData("a b", "idempotency_key_invalid")]
    [InlineData("\"\"", "idempotency_key_invalid")]
    [InlineData("key-1", null)]
    [InlineData("\"key-1\"", null)]
    public void A_key_is_a_token_or_a_quoted_string(string? header, string? code)
    {
        var isRead = IdempotencyKeys.TryRead(header is null ? [] : [header], out var key, out var problem);
        Assert.Equal(code is null, isRead);
        if (code is null)
        {
            Assert.Equal("key-1", key);
        }
        else
        {
            Assert.Equal(code, problem.Code);
        }
    }

    [Fact]
    public void A_key_is_scoped_to_tenant_and_route()
    {
        var id = IdempotencyKeys.CommandId("a", "/v1/x", "k");
        Assert.Equal(id, IdempotencyKeys.CommandId("a", "/v1/x", "k"));
        Assert.NotEqual(id, IdempotencyKeys.CommandId("b", "/v1/x", "k"));
        Assert.NotEqual(id, IdempotencyKeys.CommandId("a", "/v1/y", "k"));
        Assert.NotEqual(id, IdempotencyKeys.CommandId("a/", "v1/x", "k"));
    }

    internal sealed record Order
    {
        public required WireAmount Amount { get; init; }

        public required string Currency { get; init; }

        public IReadOnlyList<OrderLine>? Lines { get; init; }

        public string? Note { get; init; }

        public WireName<Colour>? Colour { get; init; }
    }

    internal sealed record OrderLine
    {
        public required int Count { get; init; }
    }

    internal enum Colour
    {
        Red = 1,
    }

    [JsonSourceGenerationOptions(
        System.Text.Json.JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Order))]
    internal sealed partial class TestJson : JsonSerializerContext;
}
