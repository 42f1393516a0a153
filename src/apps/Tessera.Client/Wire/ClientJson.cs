using System.Text.Json.Serialization;
using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Client.Controls;
using Tessera.Client.Directory;
using Tessera.Client.Disputes;
using Tessera.Client.Fees;
using Tessera.Client.Operations;
using Tessera.Client.Partners;
using Tessera.Client.Payments;
using Tessera.Client.Settlement;
using Tessera.Client.Statistics;
using Tessera.Client.Tokens;

namespace Tessera.Client.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(OpenAccount))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(CreateAccountTransfer))]
[JsonSerializable(typeof(AccountTransfer))]
[JsonSerializable(typeof(Cards.Deposit))]
[JsonSerializable(typeof(CreateCard))]
[JsonSerializable(typeof(ReissueCard))]
[JsonSerializable(typeof(Page<Card>))]
[JsonSerializable(typeof(CreateProvisioning))]
[JsonSerializable(typeof(Page<Provisioning>))]
[JsonSerializable(typeof(AcceptTerms))]
[JsonSerializable(typeof(LinkDevice))]
[JsonSerializable(typeof(Confirm))]
[JsonSerializable(typeof(ConfirmByApp))]
[JsonSerializable(typeof(ConfirmIdentity))]
[JsonSerializable(typeof(SendCode))]
[JsonSerializable(typeof(SubmitCode))]
[JsonSerializable(typeof(SealedCredentials))]
[JsonSerializable(typeof(MoveToken))]
[JsonSerializable(typeof(ConfirmKey))]
[JsonSerializable(typeof(TokenKey))]
[JsonSerializable(typeof(Page<Token>))]
[JsonSerializable(typeof(SetControls))]
[JsonSerializable(typeof(ControlsInForce))]
[JsonSerializable(typeof(Page<StepUp>))]
[JsonSerializable(typeof(RegisterDevice))]
[JsonSerializable(typeof(Device))]
[JsonSerializable(typeof(CreateParticipant))]
[JsonSerializable(typeof(Page<Participant>))]
[JsonSerializable(typeof(CreateMerchant))]
[JsonSerializable(typeof(SetAcceptance))]
[JsonSerializable(typeof(Page<Merchant>))]
[JsonSerializable(typeof(CreateTerminal))]
[JsonSerializable(typeof(Page<Terminal>))]
[JsonSerializable(typeof(CreateTokenRequestor))]
[JsonSerializable(typeof(Page<TokenRequestor>))]
[JsonSerializable(typeof(CreateAccountRange))]
[JsonSerializable(typeof(ChangeAccountRange))]
[JsonSerializable(typeof(Page<AccountRange>))]
[JsonSerializable(typeof(FeeTable))]
[JsonSerializable(typeof(Page<FeeTable>))]
[JsonSerializable(typeof(MerchantTerms))]
[JsonSerializable(typeof(PaymentPolicy))]
[JsonSerializable(typeof(Page<PartnerMessage>))]
[JsonSerializable(typeof(ActivationPolicy))]
[JsonSerializable(typeof(CreatePayment))]
[JsonSerializable(typeof(CreateInAppPayment))]
[JsonSerializable(typeof(RefundPayment))]
[JsonSerializable(typeof(CapturePayment))]
[JsonSerializable(typeof(RefusedAttempt))]
[JsonSerializable(typeof(Page<Payment>))]
[JsonSerializable(typeof(CloseWindow))]
[JsonSerializable(typeof(Page<SettlementReport>))]
[JsonSerializable(typeof(ConfirmPayout))]
[JsonSerializable(typeof(Payout))]
[JsonSerializable(typeof(NetDebitCap))]
[JsonSerializable(typeof(PositionReport))]
[JsonSerializable(typeof(MerchantStatement))]
[JsonSerializable(typeof(FeeReport))]
[JsonSerializable(typeof(Page<Presentment>))]
[JsonSerializable(typeof(CreateChargeback))]
[JsonSerializable(typeof(Represent))]
[JsonSerializable(typeof(Rule))]
[JsonSerializable(typeof(Page<Chargeback>))]
[JsonSerializable(typeof(CloseCase))]
[JsonSerializable(typeof(Page<ClearingCase>))]
[JsonSerializable(typeof(ChargebackPolicy))]
[JsonSerializable(typeof(AcceptanceMap))]
[JsonSerializable(typeof(ActivationFunnel))]
[JsonSerializable(typeof(UsageShare))]
[JsonSerializable(typeof(Page<ApiEvent>))]
[JsonSerializable(typeof(CreateApiKey))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(Page<MailboxMessage>))]
internal sealed partial class ClientJson : JsonSerializerContext;
