using Tessera.Client.Wire;

namespace Tessera.Client.Disputes;

/// <summary><c>/v1/presentments</c>, and <c>/v1/exceptions</c>: those that somebody should look at.</summary>
public sealed class PresentmentsClient
{
    private readonly ApiTransport transport;

    internal PresentmentsClient(ApiTransport transport) => this.transport = transport;

    public Task<Page<ClearingCase>> ExceptionsAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<ClearingCase>>("/v1/exceptions" + (query ?? new()).Text, cancel);

    /// <summary>All presentments, ordinary ones too.</summary>
    public Task<Page<Presentment>> ListAsync(
        string? payment = null, PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Presentment>>(
            "/v1/presentments" + (query ?? new()).Text
                + (payment is null ? "" : "&payment=" + Uri.EscapeDataString(payment)),
            cancel);

    public Task<ClearingCase> CloseCaseAsync(
        string id, CloseCase request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CloseCase, ClearingCase>(
            $"/v1/exceptions/{Uri.EscapeDataString(id)}/close", request, call, cancel);
}
