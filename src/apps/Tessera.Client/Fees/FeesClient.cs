using Tessera.Client.Wire;

namespace Tessera.Client.Fees;

/// <summary><c>/v1/fees</c></summary>
public sealed class FeesClient
{
    private readonly ApiTransport transport;

    internal FeesClient(ApiTransport transport) => this.transport = transport;

    public Task<FeeTable> SetAsync(FeeTable fees, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<FeeTable, FeeTable>("/v1/fees", fees, call, cancel);

    /// <summary>Every version, oldest first.</summary>
    public Task<Page<FeeTable>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<FeeTable>>("/v1/fees/versions" + (query ?? new()).Text, cancel);

    /// <summary>The version in force today.</summary>
    public Task<FeeTable> GetAsync(CancellationToken cancel = default)
        => transport.GetAsync<FeeTable>("/v1/fees", cancel);
}
