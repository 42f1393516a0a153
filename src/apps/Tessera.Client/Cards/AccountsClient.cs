using Tessera.Client.Controls;
using Tessera.Client.Wire;

namespace Tessera.Client.Cards;

/// <summary><c>/v1/accounts</c></summary>
public sealed class AccountsClient
{
    private readonly ApiTransport transport;

    internal AccountsClient(ApiTransport transport) => this.transport = transport;

    public Task<Account> OpenAsync(OpenAccount request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<OpenAccount, Account>("/v1/accounts", request, call, cancel);

    public Task<Account> DepositAsync(
        string id, Deposit request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<Deposit, Account>(
            $"/v1/accounts/{Uri.EscapeDataString(id)}/deposits", request, call, cancel);

    /// <summary>Between two accounts of one issuer.</summary>
    public Task<AccountTransfer> TransferAsync(
        CreateAccountTransfer request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CreateAccountTransfer, AccountTransfer>(
            "/v1/account_transfers", request, call, cancel);

    public Task<Account> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Account>($"/v1/accounts/{Uri.EscapeDataString(id)}", cancel);

    /// <summary>For good, with its cards and their tokens.</summary>
    public Task<Account> CloseAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Account>(
            $"/v1/accounts/{Uri.EscapeDataString(id)}/close", NoBody.Instance, call, cancel);

    public Task<ControlsInForce> GetControlsAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<ControlsInForce>($"/v1/accounts/{Uri.EscapeDataString(id)}/controls", cancel);

    /// <summary>Replaces the caller's controls; they hold from the next payment on.</summary>
    public Task<ControlsInForce> SetControlsAsync(
        string id, SpendingControls controls, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<SetControls, ControlsInForce>(
            $"/v1/accounts/{Uri.EscapeDataString(id)}/controls", new SetControls(controls), call, cancel);
}
