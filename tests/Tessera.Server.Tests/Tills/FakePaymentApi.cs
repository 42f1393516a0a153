using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.Client;

namespace Tessera.Server.Tests.Tills;

/// <summary>The payment routes as a till sees them: one payment a key, and lost answers on demand.</summary>
internal sealed class FakePaymentApi : HttpMessageHandler
{
    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);

    /// <summary>What the next answers are: ok, decline, lost, timeout, busy or a problem code.</summary>
    public Queue<string> Next { get; } = new();

    public List<(string Route, string Key, JsonObject Body)> Calls { get; } = [];

    /// <summary>Runs while a request is on its way.</summary>
    public Action? OnRequest { get; set; }

    public int Payments => _byKey.Count;

    public TesseraClient Client() => new(
        new HttpClient(this) { BaseAddress = new Uri("http://fake.invalid") },
        new TesseraClientOptions { Attempts = 1 });

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var route = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var key = request.Headers.GetValues("Idempotency-Key").Single();
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        Calls.Add((route, key, body));
        OnRequest?.Invoke();
        var next = Next.Count > 0 ? Next.Dequeue() : "ok";
        return next switch
        {
            "busy" => Answer(503, new JsonObject { ["status"] = 503, ["code"] = "busy" }),
            "lost" => Lose(key, new HttpRequestException("the answer is lost")),
            "timeout" => Lose(key, new TaskCanceledException("the time is over")),
            "ok" => Answer(200, Payment(key, "authorised")),
            "decline" => Answer(402, new JsonObject
            {
                ["status"] = 402,
                ["code"] = "insufficient_funds",
                ["payment"] = Payment(key, "declined"),
            }),
            "forbidden" => Answer(403, new JsonObject { ["status"] = 403, ["code"] = next }),
            _ when next.StartsWith("already_", StringComparison.Ordinal) || next == "authorisation_expired" =>
                Answer(409, new JsonObject { ["status"] = 409, ["code"] = next }),
            _ => Answer(422, new JsonObject { ["status"] = 422, ["code"] = next }),
        };
    }

    private static HttpResponseMessage Answer(int status, JsonObject body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    private HttpResponseMessage Lose(string key, Exception fault)
    {
        Payment(key, "authorised");
        throw fault;
    }

    private JsonObject Payment(string key, string state)
    {
        _byKey.TryAdd(key, "pay_" + _byKey.Count);
        var isApproved = state == "authorised";
        return new JsonObject
        {
            ["id"] = _byKey[key],
            ["state"] = state,
            ["amount"] = 1_234,
            ["currency"] = "USD",
            ["response_code"] = isApproved ? "00" : "51",
            ["approval_code"] = isApproved ? "A12345" : null,
            ["terminal_text"] = isApproved ? null : "NOT ENOUGH FUNDS",
            ["emv_response"] = isApproved ? "910401020304" : null,
        };
    }
}
