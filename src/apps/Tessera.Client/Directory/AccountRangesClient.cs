using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/account_ranges</c></summary>
public sealed class AccountRangesClient
{
    private readonly ApiTransport transport;

    internal AccountRangesClient(ApiTransport transport) => this.transport = transport;

    public Task<AccountRange> CreateAsync(
        CreateAccountRange request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateAccountRange, AccountRange>("/v1/account_ranges", request, call, cancel);

    public Task<AccountRange> ChangeAsync(
        string id, ChangeAccountRange change, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ChangeAccountRange, AccountRange>(
            $"/v1/account_ranges/{Uri.EscapeDataString(id)}/change", change, call, cancel);

    public Task<Page<AccountRange>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<AccountRange>>("/v1/account_ranges" + (query ?? new()).Text, cancel);
}
