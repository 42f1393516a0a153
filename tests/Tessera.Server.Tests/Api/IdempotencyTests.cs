using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tessera.Core;
using Tessera.Hsm.Subjects;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>One key, one effect, one answer: in parallel, one after another, and over a restart.</summary>
public sealed class IdempotencyTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Sixteen_deliveries_at_once_have_one_effect_and_equal_answers()
    {
        using var phone = await server.NewPhoneAsync();
        var body = Body(phone, 900);
        var before = server.JournalHead;
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => DeliverAsync("/v1/payments", "parallel-1", body)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Equal(1, answers.Count(answer => !answer.IsReplay));
        Assert.Equal(before + 1, server.JournalHead);
    }

    [Fact]
    public async Task A_decline_is_repeated_byte_by_byte()
    {
        using var phone = await server.NewPhoneAsync(limit: 100);
        var body = Body(phone, 900);
        var first = await DeliverAsync("/v1/payments", "decline-1", body);
        var second = await DeliverAsync("/v1/payments", "decline-1", body);
        Assert.Equal(HttpStatusCode.PaymentRequired, first.Status);
        Assert.Contains("insufficient_funds", first.Body, StringComparison.Ordinal);
        Assert.Equal(first.Body, second.Body);
        Assert.True(second.IsReplay);
    }

    [Fact]
    public async Task White_space_and_member_order_make_no_other_body_but_a_value_does()
    {
        using var phone = await server.NewPhoneAsync();
        var body = Body(phone, 500);
        var first = await DeliverAsync("/v1/payments", "body-1", body);
        var spaced = await DeliverAsync("/v1/payments", "body-1", body.Replace(",", " ,\n ", StringComparison.Ordinal));
        Assert.Equal(first.Body, spaced.Body);
        var other = await DeliverAsync(
            "/v1/payments", "body-1", body.Replace("\"amount\":500", "\"amount\":501", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("idempotency_key_reused", other.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_keys_and_activations_repeat_over_a_restart()
    {
        using var phone = await server.NewPhoneAsync();
        var paid = await DeliverAsync("/v1/payments", "restart-1", Body(phone, 700));
        var id = paid.Body.Split("\"id\":\"")[1].Split('"')[0];
        const string part = """{"amount":300,"currency":"USD"}""";
        const string key = """{"name":"till","role":"merchant","owner":"MERCHANT"}""";
        var keyBody = key.Replace("MERCHANT", DemoIds.Books.ToString(), StringComparison.Ordinal);
        var captured = await DeliverAsync($"/v1/payments/{id}/captures", "restart-2", part);
        var granted = await DeliverAsync("/v1/api_keys", "restart-3", keyBody, server.Host.DemoKeys!.Operator);
        var (pan, _, _) = await server.NewCardAsync();
        var start = $$"""{"device":"{{phone.Device}}","pan":"{{pan}}","expiry":"2031-12"}""";
        var started = await DeliverAsync("/v1/provisionings", "restart-4", start, server.Host.DemoKeys!.Wallet);
        await DeliverAsync($"/v1/payments/{id}/captures", "restart-5", """{"amount":100,"currency":"USD"}""");

        await server.RestartAsync();
        Assert.Equal(paid.Body, (await DeliverAsync("/v1/payments", "restart-1", Body(phone, 700, isNew: false))).Body);
        Assert.Equal(captured.Body, (await DeliverAsync($"/v1/payments/{id}/captures", "restart-2", part)).Body);
        var again = await DeliverAsync("/v1/api_keys", "restart-3", keyBody, server.Host.DemoKeys!.Operator);
        Assert.Equal(granted.Body, again.Body);
        Assert.Equal(
            started.Body,
            (await DeliverAsync("/v1/provisionings", "restart-4", start, server.Host.DemoKeys!.Wallet)).Body);
        var read = await server.Coffee.Payments.GetAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(400, read.AmountCaptured);
    }

    [Fact]
    public async Task A_key_belongs_to_its_tenant_and_route()
    {
        using var phone = await server.NewPhoneAsync();
        var first = await DeliverAsync("/v1/payments", "scope-1", Body(phone, 200));
        var second = await DeliverAsync(
            "/v1/payments", "scope-1", Body(phone, 200, DemoIds.BooksTill.ToString()), server.Host.DemoKeys!.Books);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first.Body, second.Body);
    }

    [Theory]
    [InlineData("captures/")]
    [InlineData("Captures")]
    public async Task The_same_route_written_otherwise_is_the_same_command(string other)
    {
        using var phone = await server.NewPhoneAsync();
        var key = "written-" + other;
        var paid = await DeliverAsync("/v1/payments", key, Body(phone, 700));
        var id = paid.Body.Split("\"id\":\"")[1].Split('"')[0];
        const string part = """{"amount":300,"currency":"USD"}""";
        var first = await DeliverAsync($"/v1/payments/{id}/captures", key, part);
        var second = await DeliverAsync($"/v1/payments/{id}/{other}", key, part);
        Assert.Equal(first.Body, second.Body);
        Assert.True(second.IsReplay);
        var read = await server.Coffee.Payments.GetAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(300, read.AmountCaptured);
    }

    [Fact]
    public async Task Another_cardholder_under_a_used_key_does_not_replace_the_first()
    {
        var (_, _, account) = await server.NewCardAsync();
        var body = $$$"""
            {"account":"{{{account}}}","pan":"{{{server.NewPan()}}}","expiry":"2031-12",
            "holder":{"name":"Ada Example","phone":"+12025550100"}}
            """;
        var issuer = server.Host.DemoKeys!.Issuer;
        var first = await DeliverAsync("/v1/cards", "holder-1", body, issuer);
        var other = await DeliverAsync(
            "/v1/cards", "holder-1", body.Replace("Ada", "Eve", StringComparison.Ordinal), issuer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.True(Id<IdKinds.Card>.TryParse(first.Body.Split("\"id\":\"")[1].Split('"')[0], out var id));
        var world = server.Host.World;
        var holder = await world.Shard.QueryAsync(state => state.Cards.FindCard(id)!.Holder);
        Assert.Equal("Ada Example", world.Subjects.Get(new Id<SubjectRow>(holder.Value), "name"));
    }

    private readonly Dictionary<TestPhone, string> taps = [];

    private string Body(TestPhone phone, long amount, string? terminal = null, bool isNew = true)
    {
        if (isNew)
        {
            taps[phone] = phone.Tap(amount, DemoServer.Today);
        }

        var pay = phone.Pay(terminal ?? DemoIds.CoffeeTill.ToString(), amount, taps[phone]);
        return $$"""
            {"terminal":"{{pay.Terminal}}","amount":{{amount}},"currency":"USD","token_number":"{{pay.TokenNumber}}",
            "token_expiry":"{{pay.TokenExpiry}}","sequence_number":{{pay.SequenceNumber}},"emv":"{{pay.Emv}}"}
            """;
    }

    // A delivery that meets a running one is told so and comes again.
    private async Task<Delivered> DeliverAsync(string path, string key, string body, string? secret = null)
    {
        while (true)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            message.Headers.Authorization =
                new AuthenticationHeaderValue("Bearer", secret ?? server.Host.DemoKeys!.Coffee);
            message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            using var answer = await server.Http.SendAsync(message);
            if (answer.StatusCode != HttpStatusCode.Conflict)
            {
                return new Delivered(
                    answer.StatusCode, await answer.Content.ReadAsStringAsync(),
                    answer.Headers.Contains("Idempotent-Replayed"));
            }
        }
    }

    private sealed record Delivered(HttpStatusCode Status, string Body, bool IsReplay);
}
