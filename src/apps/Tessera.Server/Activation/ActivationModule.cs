using Tessera.Server.Activation.Identity;

using Tessera.Server.Credentials;

namespace Tessera.Server.Activation;

/// <summary>The door of wallets: from an eligible card to credentials on a phone.</summary>
internal static class ActivationModule
{
    public static void Register(IServiceCollection services, bool isDemo)
    {
        services.AddSingleton<IOneTimeCodeSender>(isDemo ? new DemoMailbox() : new NoCodeSender());
        services.AddSingleton<ProvisioningAccess>();
        services.AddSingleton<ProvisioningHandlers>();
        services.AddSingleton<CodeHandlers>();
        services.AddSingleton<CredentialSealer>();
        services.AddSingleton<IdentityHandlers>();
        services.AddSingleton<CredentialHandlers>();
        services.AddSingleton<TokenKeyHandlers>();
        services.AddSingleton<MailboxHandlers>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var requests = routes.Handlers<ProvisioningHandlers>();
        routes.Post<CreateProvisioningBody, ProvisioningView>("/v1/provisionings", requests.CreateAsync);
        routes.Get<ProvisioningView>("/v1/provisionings/{id}", requests.GetAsync);
        routes.List<ProvisioningView>("/v1/provisionings", requests.ListAsync);
        routes.Post<AcceptTermsBody, ProvisioningView>(
            "/v1/provisionings/{id}/accept_terms", requests.AcceptTermsAsync);
        routes.Post<LinkDeviceBody, ProvisioningView>("/v1/provisionings/{id}/link", requests.LinkAsync);
        var codes = routes.Handlers<CodeHandlers>();
        routes.Post<SendCodeBody, ProvisioningView>("/v1/provisionings/{id}/send_code", codes.SendAsync);
        routes.Post<SubmitCodeBody, ProvisioningView>("/v1/provisionings/{id}/submit_code", codes.SubmitAsync);
        var identity = routes.Handlers<IdentityHandlers>();
        routes.Post<ConfirmByAppBody, ProvisioningView>(
            "/v1/provisionings/{id}/confirm_by_app", identity.ConfirmByAppAsync);
        routes.Post<ConfirmIdentityBody, ProvisioningView>(
            "/v1/provisionings/{id}/confirm_identity", identity.ConfirmAtDeskAsync);
        routes.Post<NoBody, ProvisioningView>("/v1/provisionings/{id}/refuse_identity", identity.RefuseAsync);
        var credentials = routes.Handlers<CredentialHandlers>();
        routes.Get<CredentialsView>("/v1/provisionings/{id}/credentials", credentials.GetAsync);
        routes.Post<ConfirmBody, ProvisioningView>("/v1/provisionings/{id}/confirm", credentials.ConfirmAsync);
        var keys = routes.Handlers<TokenKeyHandlers>();
        routes.Get<CredentialsView>("/v1/tokens/{id}/credentials", keys.GetAsync);
        routes.Post<ConfirmKeyBody, TokenKeyView>("/v1/tokens/{id}/credentials", keys.ConfirmAsync);
        routes.List<MailboxMessageView>("/v1/test/mailbox", routes.Handlers<MailboxHandlers>().ListAsync);
    }
}
