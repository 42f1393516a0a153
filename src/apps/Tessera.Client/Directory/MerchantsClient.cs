using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/merchants</c></summary>
public sealed class MerchantsClient
{
    private readonly ApiTransport transport;

    internal MerchantsClient(ApiTransport transport) => this.transport = transport;

    public Task<Merchant> CreateAsync(
        CreateMerchant request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateMerchant, Merchant>("/v1/merchants", request, call, cancel);

    public Task<Merchant> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Merchant>($"/v1/merchants/{Uri.EscapeDataString(id)}", cancel);

    public Task<Page<Merchant>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Merchant>>("/v1/merchants" + (query ?? new()).Text, cancel);

    /// <summary>Says which payment systems the shop does not take.</summary>
    public Task<Merchant> SetAcceptanceAsync(
        string id, SetAcceptance request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SetAcceptance, Merchant>(
            $"/v1/merchants/{Uri.EscapeDataString(id)}/acceptance", request, call, cancel);

    public Task<Merchant> SetTermsAsync(
        string id, MerchantTerms request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<MerchantTerms, Merchant>(
            $"/v1/merchants/{Uri.EscapeDataString(id)}/terms", request, call, cancel);
}
