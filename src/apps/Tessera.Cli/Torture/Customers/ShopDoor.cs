using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Cli.Torture.Customers;

/// <summary>A merchant's calls over HTTP: asked once, answered or not. Who asks repeats under the same key.</summary>
internal sealed class ShopDoor(int port, string apiKey) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient http = new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(3),
    };

    public static byte[] ToBody<T>(T request) => JsonSerializer.SerializeToUtf8Bytes(request, Json);

    /// <summary>Null when the outcome is not known.</summary>
    public async Task<ShopAnswer?> PostAsync(string path, byte[] body, string key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await http.SendAsync(request, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            var heard = new ShopAnswer(answer.StatusCode, text);
            return IsFinal(heard) ? heard : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private static bool IsFinal(ShopAnswer answer) => answer.Status switch
    {
        >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests => false,
        HttpStatusCode.Conflict => answer.Text("code") != "idempotency_key_in_flight",
        _ => true,
    };
}
