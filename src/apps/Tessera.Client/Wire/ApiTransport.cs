using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Client.Wire;

/// <summary>Sends requests, repeats those whose outcome is unknown under the same idempotency key, and turns
/// problem bodies into <see cref="TesseraProblemException"/>.</summary>
internal sealed class ApiTransport(HttpClient http, TesseraClientOptions options)
{
    public Task<T> GetAsync<T>(string path, CancellationToken cancel)
        => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), TypeInfo<T>(), cancel);

    public Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest body, ApiCall? call, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, TypeInfo<TRequest>());
        var key = call?.IdempotencyKey ?? Guid.CreateVersion7(options.Time.GetUtcNow()).ToString("N");
        return SendAsync(() => PostMessage(path, bytes, key), TypeInfo<TAnswer>(), cancel);
    }

    public async Task<Stream> OpenStreamAsync(string path, CancellationToken cancel)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        Authorise(message);
        var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            using (answer)
            {
                throw new TesseraProblemException(await ReadProblemAsync(answer, cancel));
            }
        }

        return await answer.Content.ReadAsStreamAsync(cancel);
    }

    private static JsonTypeInfo<T> TypeInfo<T>()
        => (JsonTypeInfo<T>)(ClientJson.Default.GetTypeInfo(typeof(T))
            ?? throw new InvalidOperationException($"no JSON contract for {typeof(T).Name}"));

    private static HttpRequestMessage PostMessage(string path, byte[] bytes, string key)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return message;
    }

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> make, JsonTypeInfo<T> contract, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = attempt >= options.Attempts;
            try
            {
                using var message = make();
                Authorise(message);
                using var answer = await http.SendAsync(message, cancel);
                if (answer.IsSuccessStatusCode)
                {
                    await using var body = await answer.Content.ReadAsStreamAsync(cancel);
                    return await JsonSerializer.DeserializeAsync(body, contract, cancel)
                        ?? throw new JsonException("the answer is null");
                }

                var problem = await ReadProblemAsync(answer, cancel);
                if (last || !MayRepeat(answer.StatusCode, problem))
                {
                    throw new TesseraProblemException(problem);
                }
            }
            catch (HttpRequestException) when (!last)
            {
                // The outcome is unknown; the same key makes asking again safe.
            }
            catch (TaskCanceledException) when (!last && !cancel.IsCancellationRequested)
            {
                // A time-out of HttpClient: unknown as well.
            }

            await Task.Delay(options.FirstDelay * Math.Pow(2, attempt - 1), options.Time, cancel);
        }
    }

    private static bool MayRepeat(HttpStatusCode status, Problem problem)
        => status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
            or HttpStatusCode.TooManyRequests
            || (status == HttpStatusCode.Conflict && problem.Code == "idempotency_key_in_flight");

    private static async Task<Problem> ReadProblemAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancel);
            var problem = await JsonSerializer.DeserializeAsync(body, ClientJson.Default.Problem, cancel);
            return problem is { Status: not 0 } ? problem : new Problem { Status = (int)answer.StatusCode };
        }
        catch (JsonException)
        {
            return new Problem { Status = (int)answer.StatusCode, Title = answer.ReasonPhrase };
        }
    }

    private void Authorise(HttpRequestMessage message)
    {
        if (options.ApiKey is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }
}
