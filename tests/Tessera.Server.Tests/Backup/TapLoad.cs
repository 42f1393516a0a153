using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tessera.Server.Tests.Activation;

namespace Tessera.Server.Tests.Backup;

/// <summary>
/// One phone that pays as fast as it is answered, and remembers what it was told. A tap without an answer is asked
/// again under its key after the restart, before anything else.
/// </summary>
internal sealed class TapLoad(TestPhone phone, string terminal, string apiKey)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly List<Acknowledged> acknowledged = [];
    private (string Key, byte[] Body)? unanswered;
    private int sent;

    public IReadOnlyList<Acknowledged> Answers => acknowledged;

    /// <summary>How often a tap lost its answer and was asked again.</summary>
    public int Lost { get; private set; }

    public async Task RunAsync(HttpClient http, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await NextAsync(http))
        {
        }
    }

    /// <summary>Clears up the tap whose answer got lost; afterwards every tap sent has one.</summary>
    public async Task SettleAsync(HttpClient http)
    {
        if (unanswered is not null)
        {
            Lost++;
            Assert.True(await AskAsync(http));
        }
    }

    /// <summary>Asks an old tap again: the answer must be the same to the byte.</summary>
    public async Task AskAgainAsync(HttpClient http, int pick)
    {
        if (acknowledged.Count == 0)
        {
            return;
        }

        var old = acknowledged[pick % acknowledged.Count];
        using var answer = await SendAsync(http, old.Key, old.Body);
        Assert.Equal(old.Status, answer.StatusCode);
        Assert.Equal(old.Answer, await answer.Content.ReadAsStringAsync());
    }

    private async Task<bool> NextAsync(HttpClient http)
    {
        if (unanswered is null)
        {
            var tap = phone.Tap(100, DateOnly.FromDateTime(DateTime.UtcNow));
            var body = JsonSerializer.SerializeToUtf8Bytes(phone.Pay(terminal, 100, tap), Json);
            unanswered = ($"{phone.Token}-{++sent}", body);
        }

        return await AskAsync(http);
    }

    private async Task<bool> AskAsync(HttpClient http)
    {
        var (key, body) = unanswered!.Value;
        try
        {
            using var answer = await SendAsync(http, key, body);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode >= HttpStatusCode.InternalServerError || answer.StatusCode == HttpStatusCode.Conflict)
            {
                return false;
            }

            Assert.True(answer.IsSuccessStatusCode, text);
            acknowledged.Add(new Acknowledged(key, body, answer.StatusCode, text));
            unanswered = null;
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, string key, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payments")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    internal sealed record Acknowledged(string Key, byte[] Body, HttpStatusCode Status, string Answer)
    {
        public string Payment => JsonDocument.Parse(Answer).RootElement.GetProperty("id").GetString()!;
    }
}
