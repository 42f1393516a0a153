using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Server.Activation;
using Tessera.Server.Activation.Identity;
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
using Tessera.Server.Credentials;

namespace Tessera.Server.Wire;

/// <summary>
/// The wire contracts of every door. Strict: no duplicate, unknown, missing or wrong-case member passes.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(Operations.StatusView))]
[JsonSerializable(typeof(OpenAccountBody))]
[JsonSerializable(typeof(DepositBody))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountTransferBody))]
[JsonSerializable(typeof(AccountTransferView))]
[JsonSerializable(typeof(CreateCardBody))]
[JsonSerializable(typeof(ReissueCardBody))]
[JsonSerializable(typeof(CardView))]
[JsonSerializable(typeof(Page<CardView>))]
[JsonSerializable(typeof(MoveTokenBody))]
[JsonSerializable(typeof(ConfirmKeyBody))]
[JsonSerializable(typeof(TokenKeyView))]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(Page<TokenView>))]
[JsonSerializable(typeof(SetControlsBody))]
[JsonSerializable(typeof(ControlsView))]
[JsonSerializable(typeof(StepUpView))]
[JsonSerializable(typeof(Page<StepUpView>))]
[JsonSerializable(typeof(RegisterDeviceBody))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(CreateParticipantBody))]
[JsonSerializable(typeof(ParticipantView))]
[JsonSerializable(typeof(Page<ParticipantView>))]
[JsonSerializable(typeof(CreateMerchantBody))]
[JsonSerializable(typeof(SetAcceptanceBody))]
[JsonSerializable(typeof(MerchantView))]
[JsonSerializable(typeof(Page<MerchantView>))]
[JsonSerializable(typeof(CreateTerminalBody))]
[JsonSerializable(typeof(TerminalView))]
[JsonSerializable(typeof(Page<TerminalView>))]
[JsonSerializable(typeof(CreateTokenRequestorBody))]
[JsonSerializable(typeof(TokenRequestorView))]
[JsonSerializable(typeof(Page<TokenRequestorView>))]
[JsonSerializable(typeof(CreateAccountRangeBody))]
[JsonSerializable(typeof(ChangeAccountRangeBody))]
[JsonSerializable(typeof(AccountRangeView))]
[JsonSerializable(typeof(Page<AccountRangeView>))]
[JsonSerializable(typeof(FeeTableBody))]
[JsonSerializable(typeof(Page<FeeTableBody>))]
[JsonSerializable(typeof(MerchantTermsBody))]
[JsonSerializable(typeof(Page<PartnerMessageView>))]
[JsonSerializable(typeof(PaymentPolicyBody))]
[JsonSerializable(typeof(ActivationPolicyBody))]
[JsonSerializable(typeof(CreatePaymentBody))]
[JsonSerializable(typeof(CapturePaymentBody))]
[JsonSerializable(typeof(RefundPaymentBody))]
[JsonSerializable(typeof(RefusedAttemptBody))]
[JsonSerializable(typeof(RefusedAttemptView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(Page<PaymentView>))]
[JsonSerializable(typeof(CloseWindowBody))]
[JsonSerializable(typeof(ConfirmPayoutBody))]
[JsonSerializable(typeof(WindowClosedView))]
[JsonSerializable(typeof(PayoutConfirmedView))]
[JsonSerializable(typeof(SettlementView))]
[JsonSerializable(typeof(Page<SettlementView>))]
[JsonSerializable(typeof(NetDebitCapBody))]
[JsonSerializable(typeof(NetDebitCapView))]
[JsonSerializable(typeof(PositionsView))]
[JsonSerializable(typeof(StatementView))]
[JsonSerializable(typeof(FeeReportView))]
[JsonSerializable(typeof(Page<PresentmentView>))]
[JsonSerializable(typeof(CreateChargebackBody))]
[JsonSerializable(typeof(RepresentBody))]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(ChargebackView))]
[JsonSerializable(typeof(Page<ChargebackView>))]
[JsonSerializable(typeof(Page<ClearingExceptionView>))]
[JsonSerializable(typeof(CloseCaseBody))]
[JsonSerializable(typeof(CaseClosedView))]
[JsonSerializable(typeof(ChargebackPolicyBody))]
[JsonSerializable(typeof(AcceptanceView))]
[JsonSerializable(typeof(FunnelView))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(Page<EventView>))]
[JsonSerializable(typeof(CreateApiKeyBody))]
[JsonSerializable(typeof(ApiKeyView))]
[JsonSerializable(typeof(Page<ApiKeyView>))]
[JsonSerializable(typeof(CreateProvisioningBody))]
[JsonSerializable(typeof(AcceptTermsBody))]
[JsonSerializable(typeof(LinkDeviceBody))]
[JsonSerializable(typeof(SendCodeBody))]
[JsonSerializable(typeof(SubmitCodeBody))]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(ConfirmByAppBody))]
[JsonSerializable(typeof(ConfirmIdentityBody))]
[JsonSerializable(typeof(ProvisioningView))]
[JsonSerializable(typeof(Page<ProvisioningView>))]
[JsonSerializable(typeof(CredentialsView))]
[JsonSerializable(typeof(Page<MailboxMessageView>))]
internal sealed partial class ServerJson : JsonSerializerContext;
