using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

/// <summary><c>/v1/provisionings</c>: from accepted terms to an active token.</summary>
public sealed class ProvisioningsClient
{
    private readonly ApiTransport transport;

    internal ProvisioningsClient(ApiTransport transport) => this.transport = transport;

    public Task<Provisioning> CreateAsync(
        CreateProvisioning request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateProvisioning, Provisioning>("/v1/provisionings", request, call, cancel);

    public Task<Provisioning> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Provisioning>(Path(id), cancel);

    public Task<Page<Provisioning>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Provisioning>>("/v1/provisionings" + (query ?? new()).Text, cancel);

    public Task<Provisioning> SendCodeAsync(
        string id, SendCode request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SendCode, Provisioning>(Path(id) + "/send_code", request, call, cancel);

    public Task<Provisioning> SubmitCodeAsync(
        string id, SubmitCode request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SubmitCode, Provisioning>(Path(id) + "/submit_code", request, call, cancel);

    public Task<SealedCredentials> FetchCredentialsAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<SealedCredentials>(Path(id) + "/credentials", cancel);

    /// <summary>Tells the server that the phone holds its credentials; the token becomes active.</summary>
    public Task<Provisioning> ConfirmAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Provisioning>(Path(id) + "/confirm", NoBody.Instance, call, cancel);

    private static string Path(string id) => $"/v1/provisionings/{Uri.EscapeDataString(id)}";
}
