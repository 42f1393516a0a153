using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/token_requestors</c></summary>
public sealed class TokenRequestorsClient
{
    private readonly ApiTransport transport;

    internal TokenRequestorsClient(ApiTransport transport) => this.transport = transport;

    public Task<TokenRequestor> CreateAsync(
        CreateTokenRequestor request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateTokenRequestor, TokenRequestor>("/v1/token_requestors", request, call, cancel);

    public Task<Page<TokenRequestor>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<TokenRequestor>>("/v1/token_requestors" + (query ?? new()).Text, cancel);
}
