using Tessera.Client.Wire;

namespace Tessera.Client.Activation;

/// <summary><c>/v1/provisionings</c>, in order: create (eligibility), accept terms, link (the issuer decides the path),
/// send and submit a one-time code on the yellow path, fetch the credentials, confirm.</summary>
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

    public Task<Provisioning> AcceptTermsAsync(
        string id, AcceptTerms request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<AcceptTerms, Provisioning>(Path(id) + "/accept_terms", request, call, cancel);

    public Task<Provisioning> LinkAsync(
        string id, LinkDevice request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<LinkDevice, Provisioning>(Path(id) + "/link", request, call, cancel);

    public Task<Provisioning> SendCodeAsync(
        string id, SendCode request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SendCode, Provisioning>(Path(id) + "/send_code", request, call, cancel);

    /// <summary>A wrong code throws with <c>code_wrong</c>, the last wrong one with <c>code_locked</c>.</summary>
    public Task<Provisioning> SubmitCodeAsync(
        string id, SubmitCode request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SubmitCode, Provisioning>(Path(id) + "/submit_code", request, call, cancel);

    /// <summary>The issuer's desk vouches for the holder; on the orange path it takes two different API keys, on the
    /// yellow path as many as the activation policy says.</summary>
    public Task<Provisioning> ConfirmIdentityAsync(
        string id, ConfirmIdentity? request = null, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ConfirmIdentity, Provisioning>(
            Path(id) + "/confirm_identity", request ?? new(), call, cancel);

    /// <summary>The issuer's server: the cardholder confirmed in its app. Yellow path only.</summary>
    public Task<Provisioning> ConfirmByAppAsync(
        string id, ConfirmByApp request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ConfirmByApp, Provisioning>(Path(id) + "/confirm_by_app", request, call, cancel);

    /// <summary>The cardholder did not ask for it: declined for good.</summary>
    public Task<Provisioning> RefuseIdentityAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Provisioning>(Path(id) + "/refuse_identity", NoBody.Instance, call, cancel);

    /// <summary>Credentials for the applet of the given profile; may be fetched again until confirmed.</summary>
    public Task<SealedCredentials> FetchCredentialsAsync(
        string id, CardProfile profile, CancellationToken cancel = default)
        => transport.GetAsync<SealedCredentials>(
            $"{Path(id)}/credentials?profile={TolerantEnumConverter<CardProfile>.Text(profile)}", cancel);

    /// <summary>Tells the server that the phone holds the credentials of this key; the token becomes active.</summary>
    public Task<Provisioning> ConfirmAsync(
        string id, int keyId, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<Confirm, Provisioning>(Path(id) + "/confirm", new Confirm(keyId), call, cancel);

    private static string Path(string id) => $"/v1/provisionings/{Uri.EscapeDataString(id)}";
}
