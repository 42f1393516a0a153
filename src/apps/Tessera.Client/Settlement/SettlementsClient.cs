using Tessera.Client.Wire;

namespace Tessera.Client.Settlement;

/// <summary><c>/v1/settlements</c></summary>
public sealed class SettlementsClient
{
    private readonly ApiTransport transport;

    internal SettlementsClient(ApiTransport transport) => this.transport = transport;

    public Task<SettlementReport> CloseWindowAsync(
        CloseWindow? request = null, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CloseWindow, SettlementReport>("/v1/settlements", request ?? new(), call, cancel);

    public Task<SettlementReport> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<SettlementReport>($"/v1/settlements/{Uri.EscapeDataString(id)}", cancel);

    public Task<Page<SettlementReport>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<SettlementReport>>("/v1/settlements" + (query ?? new()).Text, cancel);

    /// <summary>Pays the net positions over the settlement banks and instructs the payouts.</summary>
    public Task<SettlementReport> SettleAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, SettlementReport>(
            $"/v1/settlements/{Uri.EscapeDataString(id)}/settle", NoBody.Instance, call, cancel);

    public Task<Payout> ConfirmPayoutAsync(
        string payout, ConfirmPayout request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ConfirmPayout, Payout>(
            $"/v1/payouts/{Uri.EscapeDataString(payout)}/confirm", request, call, cancel);
}
