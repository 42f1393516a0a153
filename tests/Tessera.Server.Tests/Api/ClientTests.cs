using System.Net;
using System.Text;
using Tessera.Client;
using Tessera.Client.Payments;

namespace Tessera.Server.Tests.Api;

/// <summary>What the typed client promises whatever the server says.</summary>
public sealed class ClientTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_outcome_is_asked_again_under_the_same_key()
    {
        var wire = new ScriptedWire(null, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        var paid = await Client(wire).Payments.VoidAsync("pay_1", cancel: Cancel);
        Assert.Equal("pay_1", paid.Id);
        Assert.Equal(3, wire.Keys.Count);
        Assert.Single(wire.Keys.Distinct());
    }

    [Fact]
    public async Task A_key_of_the_caller_is_sent_as_it_is()
    {
        var wire = new ScriptedWire(HttpStatusCode.OK);
        await Client(wire).Payments.VoidAsync("pay_1", new() { IdempotencyKey = "mine" }, Cancel);
        Assert.Equal(["mine"], wire.Keys);
    }

    [Fact]
    public async Task Two_calls_have_two_keys()
    {
        var wire = new ScriptedWire(HttpStatusCode.OK, HttpStatusCode.OK);
        await Client(wire).Payments.VoidAsync("pay_1", cancel: Cancel);
        await Client(wire).Payments.VoidAsync("pay_1", cancel: Cancel);
        Assert.Equal(2, wire.Keys.Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        var wire = new ScriptedWire(HttpStatusCode.UnprocessableEntity);
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => Client(wire).Payments.VoidAsync("pay_1", cancel: Cancel));
        Assert.Equal(422, refused.Status);
        Assert.Single(wire.Keys);
    }

    [Fact]
    public async Task States_and_members_of_a_newer_server_do_not_throw()
    {
        var wire = new ScriptedWire(HttpStatusCode.OK) { Body = """{"id":"pay_1","state":"teleported","new":[1]}""" };
        var paid = await Client(wire).Payments.GetAsync("pay_1", Cancel);
        Assert.Equal(PaymentState.Unknown, paid.State);
    }

    [Fact]
    public async Task An_answer_that_is_no_problem_body_still_has_its_status()
    {
        var wire = new ScriptedWire(HttpStatusCode.BadRequest) { Body = "<html>proxy</html>" };
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => Client(wire).Payments.GetAsync("pay_1", Cancel));
        Assert.Equal(400, refused.Status);
    }

    private static TesseraClient Client(ScriptedWire wire) => new(
        new HttpClient(wire) { BaseAddress = new Uri("http://localhost") },
        new TesseraClientOptions { ApiKey = "sk_test_x", FirstDelay = TimeSpan.Zero });

    /// <summary>Answers in turn; null breaks the connection.</summary>
    private sealed class ScriptedWire(params HttpStatusCode?[] script) : HttpMessageHandler
    {
        private int turn;

        public List<string> Keys { get; } = [];

        public string Body { get; init; } = """{"id":"pay_1","state":"voided"}""";

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.TryGetValues("Idempotency-Key", out var keys))
            {
                Keys.AddRange(keys);
            }

            return script[turn++] is { } status
                ? Task.FromResult(new HttpResponseMessage(status)
                {
                    Content = new StringContent(Body, Encoding.UTF8, "application/json"),
                })
                : throw new HttpRequestException("cut");
        }
    }
}
