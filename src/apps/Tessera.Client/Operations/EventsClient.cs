using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tessera.Client.Wire;

namespace Tessera.Client.Operations;

/// <summary><c>/v1/events</c>: by cursor, or as a stream of server-sent events.</summary>
public sealed class EventsClient
{
    private readonly ApiTransport transport;

    internal EventsClient(ApiTransport transport) => this.transport = transport;

    public Task<Page<ApiEvent>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<ApiEvent>>("/v1/events" + (query ?? new()).Text, cancel);

    /// <summary>The events of one object, oldest first.</summary>
    public Task<Page<ApiEvent>> ListOfAsync(
        string subject, PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<ApiEvent>>(
            "/v1/events" + (query ?? new()).Text + "&subject=" + Uri.EscapeDataString(subject), cancel);

    public async IAsyncEnumerable<ApiEvent> StreamAsync(
        string? startingAfter = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var query = startingAfter is null ? "" : $"?starting_after={Uri.EscapeDataString(startingAfter)}";
        await using var stream = await transport.OpenStreamAsync("/v1/events/stream" + query, cancel);
        var parser = SseParser.Create(
            stream, static (_, bytes) => JsonSerializer.Deserialize(bytes, ClientJson.Default.ApiEvent));
        await foreach (var item in parser.EnumerateAsync(cancel))
        {
            if (item.Data is { } apiEvent)
            {
                yield return apiEvent;
            }
        }
    }
}
