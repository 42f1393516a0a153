using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

/// <summary><c>/v1/eligibility_checks</c></summary>
public sealed class EligibilityChecksClient
{
    private readonly ApiTransport transport;

    internal EligibilityChecksClient(ApiTransport transport) => this.transport = transport;

    public Task<EligibilityCheck> CreateAsync(
        CheckEligibility request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CheckEligibility, EligibilityCheck>("/v1/eligibility_checks", request, call, cancel);
}
