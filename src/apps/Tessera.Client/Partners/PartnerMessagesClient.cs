using Tessera.Client.Wire;

namespace Tessera.Client.Partners;

/// <summary><c>/v1/partner_messages</c></summary>
public sealed class PartnerMessagesClient
{
    private readonly ApiTransport transport;

    internal PartnerMessagesClient(ApiTransport transport) => this.transport = transport;

    /// <summary>Newest first; <paramref name="state"/> is waiting, taken or exception.</summary>
    public Task<Page<PartnerMessage>> ListAsync(
        string? state = null, PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<PartnerMessage>>(
            "/v1/partner_messages" + (query ?? new()).Text
                + (state is null ? "" : "&state=" + Uri.EscapeDataString(state)),
            cancel);
}
