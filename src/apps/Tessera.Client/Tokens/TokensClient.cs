using Tessera.Client.Activation;
using Tessera.Client.Controls;
using Tessera.Client.Wire;

namespace Tessera.Client.Tokens;

/// <summary><c>/v1/tokens</c></summary>
public sealed class TokensClient
{
    private readonly ApiTransport transport;

    internal TokensClient(ApiTransport transport) => this.transport = transport;

    public Task<Token> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Token>(Path(id), cancel);

    public Task<Page<Token>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Token>>("/v1/tokens" + (query ?? new()).Text, cancel);

    public Task<Token> SuspendAsync(
        string id, MoveToken? request = null, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "suspend", request, call, cancel);

    public Task<Token> ResumeAsync(
        string id, MoveToken? request = null, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "resume", request, call, cancel);

    public Task<Token> DeleteAsync(
        string id, MoveToken? request = null, ApiCall? call = null, CancellationToken cancel = default)
        => MoveAsync(id, "delete", request, call, cancel);

    public Task<ControlsInForce> GetControlsAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<ControlsInForce>($"/v1/tokens/{Uri.EscapeDataString(id)}/controls", cancel);

    /// <summary>Replaces the caller's controls; they hold from the next payment on.</summary>
    public Task<ControlsInForce> SetControlsAsync(
        string id, SpendingControls controls, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SetControls, ControlsInForce>(
            $"/v1/tokens/{Uri.EscapeDataString(id)}/controls", new SetControls(controls), call, cancel);

    /// <summary>
    /// The next limited-use key of the cloud profile, sealed to the device. Nothing changes by fetching.
    /// </summary>
    public Task<SealedCredentials> FetchKeyAsync(string id, CardProfile profile, CancellationToken cancel = default)
        => transport.GetAsync<SealedCredentials>(
            $"{Path(id)}/credentials?profile={TolerantEnumConverter<CardProfile>.Text(profile)}", cancel);

    /// <summary>Puts a fetched key in force; the one before it is worth nothing from then on.</summary>
    public Task<TokenKey> ConfirmKeyAsync(
        string id, ConfirmKey request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<ConfirmKey, TokenKey>(Path(id) + "/credentials", request, call, cancel);

    private static string Path(string id) => $"/v1/tokens/{Uri.EscapeDataString(id)}";

    private Task<Token> MoveAsync(string id, string verb, MoveToken? request, ApiCall? call, CancellationToken cancel)
        => transport.PostAsync<MoveToken, Token>($"{Path(id)}/{verb}", request ?? new(), call, cancel);
}
