using Tessera.Client.Wire;

namespace Tessera.Client.Controls;

/// <summary><c>/v1/step_ups</c></summary>
public sealed class StepUpsClient
{
    private readonly ApiTransport transport;

    internal StepUpsClient(ApiTransport transport) => this.transport = transport;

    public Task<StepUp> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<StepUp>($"/v1/step_ups/{Uri.EscapeDataString(id)}", cancel);

    public Task<Page<StepUp>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<StepUp>>("/v1/step_ups" + (query ?? new()).Text, cancel);

    /// <summary>The cardholder knows the payment: tried again, it passes once.</summary>
    public Task<StepUp> ConfirmAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => AnswerAsync(id, "confirm", call, cancel);

    /// <summary>The cardholder does not know the payment.</summary>
    public Task<StepUp> RefuseAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => AnswerAsync(id, "refuse", call, cancel);

    private Task<StepUp> AnswerAsync(string id, string verb, ApiCall? call, CancellationToken cancel)
        => transport.PostAsync<NoBody, StepUp>(
            $"/v1/step_ups/{Uri.EscapeDataString(id)}/{verb}", NoBody.Instance, call, cancel);
}
