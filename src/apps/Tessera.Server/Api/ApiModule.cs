using Tessera.Server.Acceptance;
using Tessera.Server.Activation;
using Tessera.Server.Api.Cards;
using Tessera.Server.Api.Controls;
using Tessera.Server.Api.Disputes;
using Tessera.Server.Api.Events;
using Tessera.Server.Api.Keys;
using Tessera.Server.Api.Partners;
using Tessera.Server.Api.Payments;
using Tessera.Server.Api.Register;
using Tessera.Server.Api.Scheme;
using Tessera.Server.Api.Settlement;
using Tessera.Server.Api.Statistics;
using Tessera.Server.Api.Tokens;
using Tessera.Server.Partners;

namespace Tessera.Server.Api;

/// <summary>The REST door, <c>/v1</c>.</summary>
internal static class ApiModule
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<AccountHandlers>();
        services.AddSingleton<CardHandlers>();
        services.AddSingleton<PersonalisationHandlers>();
        services.AddSingleton<PartnerMessageHandlers>();
        services.AddSingleton<TokenHandlers>();
        services.AddSingleton<DeviceHandlers>();
        services.AddSingleton<ControlsHandlers>();
        services.AddSingleton<StepUpHandlers>();
        services.AddSingleton<ParticipantHandlers>();
        services.AddSingleton<MerchantHandlers>();
        services.AddSingleton<TerminalHandlers>();
        services.AddSingleton<TokenRequestorHandlers>();
        services.AddSingleton<AccountRangeHandlers>();
        services.AddSingleton<FeeHandlers>();
        services.AddSingleton<PolicyHandlers>();
        services.AddSingleton<IssuerMessages>();
        services.AddSingleton<RemoteFunding>();
        services.AddSingleton<GuessLimit>();
        services.AddSingleton<NumberWatch>();
        services.AddSingleton<TapAuthoriser>();
        services.AddSingleton<PaymentReader>();
        services.AddSingleton<PaymentHandlers>();
        services.AddSingleton<PaymentActHandlers>();
        services.AddSingleton<SettlementReader>();
        services.AddSingleton<SettlementHandlers>();
        services.AddSingleton<PositionHandlers>();
        services.AddSingleton<StatementHandlers>();
        services.AddSingleton<PresentmentHandlers>();
        services.AddSingleton<ChargebackHandlers>();
        services.AddSingleton<ClearingExceptionHandlers>();
        services.AddSingleton<StatisticsHandlers>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<EventHandlers>();
        services.AddSingleton<EventPush>();
        services.AddSingleton<ApiKeyHandlers>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapCards(routes);
        MapTokens(routes);
        MapControls(routes);
        MapRegister(routes);
        MapScheme(routes);
        MapPayments(routes);
        MapSettlements(routes);
        MapDisputes(routes);
        MapRest(routes);
    }

    private static void MapCards(IEndpointRouteBuilder routes)
    {
        var accounts = routes.Handlers<AccountHandlers>();
        routes.Post<OpenAccountBody, AccountView>("/v1/accounts", accounts.OpenAsync);
        routes.Post<DepositBody, AccountView>("/v1/accounts/{id}/deposits", accounts.DepositAsync);
        routes.Post<AccountTransferBody, AccountTransferView>("/v1/account_transfers", accounts.TransferAsync);
        routes.Get<AccountView>("/v1/accounts/{id}", accounts.GetAsync);
        routes.Post<NoBody, AccountView>("/v1/accounts/{id}/close", accounts.CloseAsync);
        var cards = routes.Handlers<CardHandlers>();
        routes.Post<CreateCardBody, CardView>("/v1/cards", cards.CreateAsync);
        routes.Get<CardView>("/v1/cards/{id}", cards.GetAsync);
        routes.Post<ReissueCardBody, CardView>("/v1/cards/{id}/reissue", cards.ReissueAsync);
        routes.Post<NoBody, CardView>("/v1/cards/{id}/block", cards.BlockAsync);
        routes.Post<NoBody, CardView>("/v1/cards/{id}/unblock", cards.UnblockAsync);
        routes.Post<NoBody, CardView>("/v1/cards/{id}/close", cards.CloseAsync);
        routes.Post<NoBody, CardView>("/v1/cards/{id}/erase_holder", cards.EraseHolderAsync);
        routes.List<CardView>("/v1/cards", cards.ListAsync);
        routes.Get<CredentialsView>(
            "/v1/cards/{id}/personalisation", routes.Handlers<PersonalisationHandlers>().GetAsync);
        routes.List<PartnerMessageView>(
            "/v1/partner_messages", routes.Handlers<PartnerMessageHandlers>().ListAsync);
    }

    private static void MapTokens(IEndpointRouteBuilder routes)
    {
        var tokens = routes.Handlers<TokenHandlers>();
        routes.List<TokenView>("/v1/tokens", tokens.ListAsync);
        routes.Get<TokenView>("/v1/tokens/{id}", tokens.GetAsync);
        routes.Post<MoveTokenBody, TokenView>("/v1/tokens/{id}/suspend", tokens.SuspendAsync);
        routes.Post<MoveTokenBody, TokenView>("/v1/tokens/{id}/resume", tokens.ResumeAsync);
        routes.Post<MoveTokenBody, TokenView>("/v1/tokens/{id}/delete", tokens.DeleteAsync);
        var devices = routes.Handlers<DeviceHandlers>();
        routes.Post<RegisterDeviceBody, DeviceView>("/v1/devices", devices.RegisterAsync);
        routes.Get<DeviceView>("/v1/devices/{id}", devices.GetAsync);
        routes.Post<NoBody, DeviceView>("/v1/devices/{id}/report_lost", devices.ReportLostAsync);
        routes.Post<NoBody, DeviceView>("/v1/devices/{id}/report_found", devices.ReportFoundAsync);
        routes.Post<NoBody, DeviceView>("/v1/devices/{id}/erase_owner", devices.EraseOwnerAsync);
    }

    private static void MapControls(IEndpointRouteBuilder routes)
    {
        var controls = routes.Handlers<ControlsHandlers>();
        routes.Get<ControlsView>("/v1/accounts/{id}/controls", controls.GetForAccountAsync);
        routes.Post<SetControlsBody, ControlsView>("/v1/accounts/{id}/controls", controls.SetForAccountAsync);
        routes.Get<ControlsView>("/v1/tokens/{id}/controls", controls.GetForTokenAsync);
        routes.Post<SetControlsBody, ControlsView>("/v1/tokens/{id}/controls", controls.SetForTokenAsync);
        var stepUps = routes.Handlers<StepUpHandlers>();
        routes.List<StepUpView>("/v1/step_ups", stepUps.ListAsync);
        routes.Get<StepUpView>("/v1/step_ups/{id}", stepUps.GetAsync);
        routes.Post<NoBody, StepUpView>("/v1/step_ups/{id}/confirm", stepUps.ConfirmAsync);
        routes.Post<NoBody, StepUpView>("/v1/step_ups/{id}/refuse", stepUps.RefuseAsync);
    }

    private static void MapRegister(IEndpointRouteBuilder routes)
    {
        var participants = routes.Handlers<ParticipantHandlers>();
        routes.Post<CreateParticipantBody, ParticipantView>("/v1/participants", participants.CreateAsync);
        routes.List<ParticipantView>("/v1/participants", participants.ListAsync);
        var merchants = routes.Handlers<MerchantHandlers>();
        routes.Post<CreateMerchantBody, MerchantView>("/v1/merchants", merchants.CreateAsync);
        routes.Post<SetAcceptanceBody, MerchantView>("/v1/merchants/{id}/acceptance", merchants.SetAcceptanceAsync);
        routes.Post<MerchantTermsBody, MerchantView>("/v1/merchants/{id}/terms", merchants.SetTermsAsync);
        routes.Get<MerchantView>("/v1/merchants/{id}", merchants.GetAsync);
        routes.List<MerchantView>("/v1/merchants", merchants.ListAsync);
        var terminals = routes.Handlers<TerminalHandlers>();
        routes.Post<CreateTerminalBody, TerminalView>("/v1/terminals", terminals.CreateAsync);
        routes.Get<TerminalView>("/v1/terminals/{id}", terminals.GetAsync);
        routes.List<TerminalView>("/v1/terminals", terminals.ListAsync);
    }

    private static void MapScheme(IEndpointRouteBuilder routes)
    {
        var requestors = routes.Handlers<TokenRequestorHandlers>();
        routes.Post<CreateTokenRequestorBody, TokenRequestorView>("/v1/token_requestors", requestors.CreateAsync);
        routes.List<TokenRequestorView>("/v1/token_requestors", requestors.ListAsync);
        var ranges = routes.Handlers<AccountRangeHandlers>();
        routes.Post<CreateAccountRangeBody, AccountRangeView>("/v1/account_ranges", ranges.CreateAsync);
        routes.Post<ChangeAccountRangeBody, AccountRangeView>("/v1/account_ranges/{id}/change", ranges.ChangeAsync);
        routes.List<AccountRangeView>("/v1/account_ranges", ranges.ListAsync);
        var fees = routes.Handlers<FeeHandlers>();
        routes.Post<FeeTableBody, FeeTableBody>("/v1/fees", fees.SetAsync);
        routes.Get<FeeTableBody>("/v1/fees", fees.GetAsync);
        routes.List<FeeTableBody>("/v1/fees/versions", fees.ListAsync);
        var policies = routes.Handlers<PolicyHandlers>();
        routes.Post<PaymentPolicyBody, PaymentPolicyBody>("/v1/policies/payment", policies.SetPaymentAsync);
        routes.Get<PaymentPolicyBody>("/v1/policies/payment", policies.GetPaymentAsync);
        routes.Post<ActivationPolicyBody, ActivationPolicyBody>(
            "/v1/policies/activation", policies.SetActivationAsync);
        routes.Get<ActivationPolicyBody>("/v1/policies/activation", policies.GetActivationAsync);
        routes.Post<ChargebackPolicyBody, ChargebackPolicyBody>(
            "/v1/policies/chargeback", policies.SetChargebackAsync);
        routes.Get<ChargebackPolicyBody>("/v1/policies/chargeback", policies.GetChargebackAsync);
    }

    private static void MapPayments(IEndpointRouteBuilder routes)
    {
        var payments = routes.Handlers<PaymentHandlers>();
        routes.Post<CreatePaymentBody, PaymentView>("/v1/payments", payments.CreateAsync)
            .Produces<Problem>(StatusCodes.Status402PaymentRequired, ProblemWriter.ContentType);
        routes.Get<PaymentView>("/v1/payments/{id}", payments.GetAsync);
        routes.List<PaymentView>("/v1/payments", payments.ListAsync);
        routes.Post<RefusedAttemptBody, RefusedAttemptView>("/v1/refused_attempts", payments.ReportRefusedAsync);
        var acts = routes.Handlers<PaymentActHandlers>();
        routes.Post<CapturePaymentBody, PaymentView>("/v1/payments/{id}/captures", acts.CaptureAsync);
        routes.Post<RefundPaymentBody, PaymentView>("/v1/payments/{id}/refunds", acts.RefundAsync);
        routes.Post<NoBody, PaymentView>("/v1/payments/{id}/void", acts.VoidAsync);
    }

    private static void MapSettlements(IEndpointRouteBuilder routes)
    {
        var settlements = routes.Handlers<SettlementHandlers>();
        routes.Post<CloseWindowBody, WindowClosedView>("/v1/settlements", settlements.CloseAsync);
        routes.Post<NoBody, WindowClosedView>("/v1/settlements/{id}/settle", settlements.SettleAsync);
        routes.Get<SettlementView>("/v1/settlements/{id}", settlements.GetAsync);
        routes.List<SettlementView>("/v1/settlements", settlements.ListAsync);
        routes.Post<ConfirmPayoutBody, PayoutConfirmedView>(
            "/v1/payouts/{id}/confirm", settlements.ConfirmPayoutAsync);
        var positions = routes.Handlers<PositionHandlers>();
        routes.Post<NetDebitCapBody, NetDebitCapView>(
            "/v1/participants/{id}/net_debit_cap", positions.SetCapAsync);
        routes.Get<PositionsView>("/v1/positions", positions.GetAsync);
        var statements = routes.Handlers<StatementHandlers>();
        routes.Get<StatementView>("/v1/merchants/{id}/statement", statements.GetAsync);
        routes.Get<FeeReportView>("/v1/settlements/{id}/fees", statements.FeesAsync);
    }

    private static void MapDisputes(IEndpointRouteBuilder routes)
    {
        routes.List<PresentmentView>("/v1/presentments", routes.Handlers<PresentmentHandlers>().ListAsync);
        var chargebacks = routes.Handlers<ChargebackHandlers>();
        routes.Post<CreateChargebackBody, ChargebackView>("/v1/chargebacks", chargebacks.OpenAsync);
        routes.Post<RepresentBody, ChargebackView>("/v1/chargebacks/{id}/represent", chargebacks.RepresentAsync);
        routes.Post<NoBody, ChargebackView>("/v1/chargebacks/{id}/accept", chargebacks.AcceptAsync);
        routes.Post<NoBody, ChargebackView>("/v1/chargebacks/{id}/pre_arbitrate", chargebacks.PreArbitrateAsync);
        routes.Post<NoBody, ChargebackView>("/v1/chargebacks/{id}/withdraw", chargebacks.WithdrawAsync);
        routes.Post<RuleBody, ChargebackView>("/v1/chargebacks/{id}/rule", chargebacks.RuleAsync);
        routes.Get<ChargebackView>("/v1/chargebacks/{id}", chargebacks.GetAsync);
        routes.List<ChargebackView>("/v1/chargebacks", chargebacks.ListAsync);
        var exceptions = routes.Handlers<ClearingExceptionHandlers>();
        routes.List<ClearingExceptionView>("/v1/exceptions", exceptions.ListAsync);
        routes.Post<CloseCaseBody, CaseClosedView>("/v1/exceptions/{id}/close", exceptions.CloseAsync);
    }

    private static void MapRest(IEndpointRouteBuilder routes)
    {
        var statistics = routes.Handlers<StatisticsHandlers>();
        routes.Get<FunnelView>("/v1/statistics/activations", statistics.ActivationsAsync);
        routes.Get<UsageView>("/v1/statistics/usage", statistics.UsageAsync);
        routes.Get<AcceptanceView>("/v1/statistics/acceptance", statistics.AcceptanceAsync);
        routes.List<EventView>("/v1/events", routes.Handlers<EventHandlers>().ListAsync);
        var stream = routes.Handlers<EventPush>();
        routes.MapGet("/v1/events/stream", (Delegate)stream.RunAsync)
            .Produces<string>(contentType: "text/event-stream");
        var keys = routes.Handlers<ApiKeyHandlers>();
        routes.Post<CreateApiKeyBody, ApiKeyView>("/v1/api_keys", keys.CreateAsync);
        routes.Post<NoBody, ApiKeyView>("/v1/api_keys/{id}/revoke", keys.RevokeAsync);
        routes.List<ApiKeyView>("/v1/api_keys", keys.ListAsync);
    }
}
