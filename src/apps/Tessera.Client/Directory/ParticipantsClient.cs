using Tessera.Client.Wire;

namespace Tessera.Client.Directory;

/// <summary><c>/v1/participants</c></summary>
public sealed class ParticipantsClient
{
    private readonly ApiTransport transport;

    internal ParticipantsClient(ApiTransport transport) => this.transport = transport;

    public Task<Participant> CreateAsync(
        CreateParticipant request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateParticipant, Participant>("/v1/participants", request, call, cancel);

    public Task<Page<Participant>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Participant>>("/v1/participants" + (query ?? new()).Text, cancel);
}
