using Tessera.Client.Wire;

namespace Tessera.Client.Statistics;

/// <summary><c>/v1/statistics</c></summary>
public sealed class StatisticsClient
{
    private readonly ApiTransport transport;

    internal StatisticsClient(ApiTransport transport) => this.transport = transport;

    public Task<ActivationFunnel> ActivationsAsync(CancellationToken cancel = default)
        => transport.GetAsync<ActivationFunnel>("/v1/statistics/activations", cancel);

    public Task<UsageShare> UsageAsync(CancellationToken cancel = default)
        => transport.GetAsync<UsageShare>("/v1/statistics/usage", cancel);

    public Task<AcceptanceMap> AcceptanceAsync(CancellationToken cancel = default)
        => transport.GetAsync<AcceptanceMap>("/v1/statistics/acceptance", cancel);
}
