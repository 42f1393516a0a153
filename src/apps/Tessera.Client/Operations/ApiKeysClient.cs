using Tessera.Client.Wire;

namespace Tessera.Client.Operations;

/// <summary><c>/v1/api_keys</c></summary>
public sealed class ApiKeysClient
{
    private readonly ApiTransport transport;

    internal ApiKeysClient(ApiTransport transport) => this.transport = transport;

    public Task<ApiKey> CreateAsync(CreateApiKey request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateApiKey, ApiKey>("/v1/api_keys", request, call, cancel);

    public Task<Page<ApiKey>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<ApiKey>>("/v1/api_keys" + (query ?? new()).Text, cancel);

    public Task<ApiKey> RevokeAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, ApiKey>(
            $"/v1/api_keys/{Uri.EscapeDataString(id)}/revoke", NoBody.Instance, call, cancel);
}
