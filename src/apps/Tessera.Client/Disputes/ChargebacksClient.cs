using Tessera.Client.Wire;

namespace Tessera.Client.Disputes;

/// <summary><c>/v1/chargebacks</c></summary>
public sealed class ChargebacksClient
{
    private readonly ApiTransport transport;

    internal ChargebacksClient(ApiTransport transport) => this.transport = transport;

    /// <summary>As the issuer.</summary>
    public Task<Chargeback> OpenAsync(
        CreateChargeback request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateChargeback, Chargeback>("/v1/chargebacks", request, call, cancel);

    public Task<Chargeback> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Chargeback>(Path(id), cancel);

    public Task<Page<Chargeback>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Chargeback>>("/v1/chargebacks" + (query ?? new()).Text, cancel);

    /// <summary>As the acquirer or its merchant: the amount goes back until the issuer charges it back
    /// again.</summary>
    public Task<Chargeback> RepresentAsync(
        string id, Represent request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<Represent, Chargeback>(Path(id) + "/represent", request, call, cancel);

    /// <summary>As the acquirer or its merchant.</summary>
    public Task<Chargeback> AcceptAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Chargeback>(Path(id) + "/accept", NoBody.Instance, call, cancel);

    /// <summary>As the issuer, after a representment.</summary>
    public Task<Chargeback> PreArbitrateAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Chargeback>(Path(id) + "/pre_arbitrate", NoBody.Instance, call, cancel);

    /// <summary>As the issuer.</summary>
    public Task<Chargeback> WithdrawAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Chargeback>(Path(id) + "/withdraw", NoBody.Instance, call, cancel);

    /// <summary>As the operator of the network.</summary>
    public Task<Chargeback> RuleAsync(
        string id, Rule request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<Rule, Chargeback>(Path(id) + "/rule", request, call, cancel);

    private static string Path(string id) => $"/v1/chargebacks/{Uri.EscapeDataString(id)}";
}
