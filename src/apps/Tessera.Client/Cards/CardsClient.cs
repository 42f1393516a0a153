using Tessera.Client.Activation;
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

    /// <summary>The former plastic pays no more; tokens do.</summary>
    public Task<Card> ReissueAsync(
        string id, ReissueCard request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ReissueCard, Card>(
            $"/v1/cards/{Uri.EscapeDataString(id)}/reissue", request, call, cancel);

    /// <summary>Payments by the card and by its tokens are declined until it is unblocked.</summary>
    public Task<Card> BlockAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "block", call, cancel);

    public Task<Card> UnblockAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "unblock", call, cancel);

    /// <summary>Destroys the holder's personal data for good; the card itself stays as it is.</summary>
    public Task<Card> EraseHolderAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "erase_holder", call, cancel);

    /// <summary>For good, with its tokens.</summary>
    public Task<Card> CloseAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "close", call, cancel);

    /// <summary>
    /// What goes into the chip of the plastic card, sealed to <paramref name="publicKey"/>: the 65 bytes of an
    /// uncompressed P-256 point of whoever personalises it. The envelope's context is the card's id.
    /// </summary>
    public Task<SealedCredentials> PersonaliseAsync(
        string id, CardProfile profile, ReadOnlyMemory<byte> publicKey, CancellationToken cancel = default)
        => transport.GetAsync<SealedCredentials>(
            $"/v1/cards/{Uri.EscapeDataString(id)}/personalisation"
                + $"?profile={TolerantEnumConverter<CardProfile>.Text(profile)}"
                + $"&public_key={Uri.EscapeDataString(Convert.ToBase64String(publicKey.Span))}",
            cancel);

    public Task<Page<Card>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Card>>("/v1/cards" + (query ?? new()).Text, cancel);

    private Task<Card> MoveAsync(string id, string verb, ApiCall? call, CancellationToken cancel)
        => transport.PostAsync<NoBody, Card>(
            $"/v1/cards/{Uri.EscapeDataString(id)}/{verb}", NoBody.Instance, call, cancel);
}
