using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/terminals</c></summary>
public sealed class TerminalsClient
{
    private readonly ApiTransport transport;

    internal TerminalsClient(ApiTransport transport) => this.transport = transport;

    public Task<Terminal> CreateAsync(
        CreateTerminal request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateTerminal, Terminal>("/v1/terminals", request, call, cancel);

    public Task<Terminal> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Terminal>($"/v1/terminals/{Uri.EscapeDataString(id)}", cancel);

    public Task<Page<Terminal>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Terminal>>("/v1/terminals" + (query ?? new()).Text, cancel);
}
