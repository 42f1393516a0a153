using Tessera.Client.Wire;

namespace Tessera.Client.Disputes;

/// <summary><c>/v1/exceptions</c>: presentments that somebody should look at.</summary>
public sealed class ExceptionsClient
{
    private readonly ApiTransport transport;

    internal ExceptionsClient(ApiTransport transport) => this.transport = transport;

    public Task<Page<ClearingCase>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<ClearingCase>>("/v1/exceptions" + (query ?? new()).Text, cancel);

    public Task<ClearingCase> CloseAsync(
        string id, CloseCase request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CloseCase, ClearingCase>(
            $"/v1/exceptions/{Uri.EscapeDataString(id)}/close", request, call, cancel);
}
