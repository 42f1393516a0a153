using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/policies</c>: each is replaced as a whole.</summary>
public sealed class PoliciesClient
{
    private readonly ApiTransport transport;

    internal PoliciesClient(ApiTransport transport) => this.transport = transport;

    public Task<PaymentPolicy> SetPaymentAsync(
        PaymentPolicy policy, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<PaymentPolicy, PaymentPolicy>("/v1/policies/payment", policy, call, cancel);

    public Task<PaymentPolicy> GetPaymentAsync(CancellationToken cancel = default)
        => transport.GetAsync<PaymentPolicy>("/v1/policies/payment", cancel);

    public Task<ActivationPolicy> SetActivationAsync(
        ActivationPolicy policy, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ActivationPolicy, ActivationPolicy>("/v1/policies/activation", policy, call, cancel);

    public Task<ActivationPolicy> GetActivationAsync(CancellationToken cancel = default)
        => transport.GetAsync<ActivationPolicy>("/v1/policies/activation", cancel);

    public Task<ChargebackPolicy> SetChargebackAsync(
        ChargebackPolicy policy, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ChargebackPolicy, ChargebackPolicy>("/v1/policies/chargeback", policy, call, cancel);

    public Task<ChargebackPolicy> GetChargebackAsync(CancellationToken cancel = default)
        => transport.GetAsync<ChargebackPolicy>("/v1/policies/chargeback", cancel);
}
