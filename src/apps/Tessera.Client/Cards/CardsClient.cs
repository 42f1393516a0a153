using Tessera.Client.Wire;

namespace Tessera.Client.Cards;

/// <summary><c>/v1/cards</c></summary>
public sealed class CardsClient
{
    private readonly ApiTransport transport;

    internal CardsClient(ApiTransport transport) => this.transport = transport;

    public Task<Card> CreateAsync(CreateCard request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateCard, Card>("/v1/cards", request, call, cancel);

    public Task<Card> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Card>($"/v1/cards/{Uri.EscapeDataString(id)}", cancel);

    public Task<Page<Card>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Card>>("/v1/cards" + (query ?? new()).Text, cancel);
}
