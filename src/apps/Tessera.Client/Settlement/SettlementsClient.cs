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

    /// <summary>Computes every fee of a business date again.</summary>
    public Task<FeeReport> FeesAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<FeeReport>($"/v1/settlements/{Uri.EscapeDataString(id)}/fees", cancel);

    public Task<PositionReport> PositionsAsync(CancellationToken cancel = default)
        => transport.GetAsync<PositionReport>("/v1/positions", cancel);

    public Task<NetDebitCap> SetNetDebitCapAsync(
        string participant, NetDebitCap cap, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NetDebitCap, NetDebitCap>(
            $"/v1/participants/{Uri.EscapeDataString(participant)}/net_debit_cap", cap, call, cancel);

    /// <summary>Dates are <c>YYYY-MM-DD</c>; left out, the last 31 days.</summary>
    public Task<MerchantStatement> StatementAsync(
        string merchant, string? from = null, string? to = null, CancellationToken cancel = default)
    {
        var query = string.Join('&', new[] { ("from", from), ("to", to) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));
        return transport.GetAsync<MerchantStatement>(
            $"/v1/merchants/{Uri.EscapeDataString(merchant)}/statement" + (query.Length == 0 ? "" : "?" + query),
            cancel);
    }
}
