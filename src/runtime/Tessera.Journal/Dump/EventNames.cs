using System.Text.Json;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Clearing;
using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Core.Disputes;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Core.Settlement;
using Tessera.Core.Tokens;
using Tessera.Primitives;

namespace Tessera.Journal.Dump;

/// <summary>The public name of an event ("payment.authorised") and the object it is about.</summary>
public static class EventNames
{
    public static string TypeOf(CoreEvent change)
    {
        var noun = change switch
        {
            ActivationEvent.DeviceRegistered or ActivationEvent.DeviceLostSet => "device",
            ActivationEvent => "provisioning",
            CardEvent.AccountOpened or CardEvent.Deposited or CardEvent.Transferred or CardEvent.AccountClosed =>
                "account",
            CardEvent => "card",
            ControlsEvent.ControlsSet { Key.Target: ControlTarget.Account } => "account",
            ControlsEvent.ControlsSet => "token",
            ControlsEvent => "payment",
            DirectoryEvent => "directory",
            PartnerEvent => "partner",
            ClearingEvent => "clearing",
            ChargebackEvent => "chargeback",
            PaymentEvent => "payment",
            SettlementEvent => "settlement",
            TokenEvent => "token",
            _ => "shard",
        };
        return $"{noun}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(change.GetType().Name)}";
    }

    /// <summary>The id of the object, empty for events that are not about one (stored answers, housekeeping).</summary>
    public static string ObjectOf(CoreEvent change) => change switch
    {
        PaymentEvent e => ObjectOf(e),
        TokenEvent e => e.Token.ToString(),
        ActivationEvent e => ObjectOf(e),
        CardEvent.AccountOpened e => e.Account.Id.ToString(),
        CardEvent.Deposited e => e.Account.ToString(),
        CardEvent.Transferred e => e.Transfer.ToString(),
        CardEvent.Enrolled e => e.Card.Id.ToString(),
        CardEvent.StatusSet e => e.Card.ToString(),
        CardEvent.Reissued e => e.Card.Id.ToString(),
        CardEvent.AccountClosed e => e.Account.ToString(),
        ChargebackEvent e => e.Chargeback.Id.ToString(),
        ClearingEvent.CaseOpened e => e.Case.Id.ToString(),
        ClearingEvent.CaseClosed e => e.Case.ToString(),
        PartnerEvent.Queued e => e.Message.Payment.Id.ToString(),
        SettlementEvent.WindowClosed e => DateText(e.Window.BusinessDate),
        SettlementEvent.WindowSettled e => DateText(e.BusinessDate),
        SettlementEvent.MerchantSettled e => e.Settlement.Merchant.ToString(),
        SettlementEvent.NetDebitCapSet => "directory",
        SettlementEvent.PayoutInstructed e => e.Payout.Id.ToString(),
        SettlementEvent.PayoutSettled e => e.Payout.ToString(),
        ControlsEvent.ControlsSet e => e.Key.Target == ControlTarget.Account
            ? new Id<IdKinds.CardAccount>(e.Key.Id).ToString()
            : new TokenId(e.Key.Id).ToString(),
        ControlsEvent.StepUpAsked e => e.StepUp.Id.ToString(),
        ControlsEvent.StepUpAnswered e => e.StepUp.ToString(),
        ControlsEvent.StepUpUsed e => e.StepUp.ToString(),
        DirectoryEvent e => ObjectOf(e),
        _ => "",
    };

    private static string ObjectOf(PaymentEvent change) => change switch
    {
        PaymentEvent.Authorised e => e.Payment.Id.ToString(),
        PaymentEvent.Opened e => e.Payment.Id.ToString(),
        PaymentEvent.Requested e => e.Payment.Id.ToString(),
        PaymentEvent.Concluded e => e.Payment.ToString(),
        PaymentEvent.Declined e => e.Payment.ToString(),
        PaymentEvent.Captured e => e.Payment.ToString(),
        PaymentEvent.Presented e => e.Payment.ToString(),
        PaymentEvent.Voided e => e.Payment.ToString(),
        PaymentEvent.Reversed e => e.Payment.ToString(),
        PaymentEvent.HoldExpired e => e.Payment.ToString(),
        PaymentEvent.Refunded e => e.Payment.ToString(),
        PaymentEvent.AttemptRefused e => e.Merchant.ToString(),
        _ => "",
    };

    private static string ObjectOf(ActivationEvent change) => change switch
    {
        ActivationEvent.DeviceRegistered e => e.Device.Id.ToString(),
        ActivationEvent.DeviceLostSet e => e.Device.ToString(),
        ActivationEvent.EligibilityConfirmed e => e.Provisioning.Id.ToString(),
        ActivationEvent.TermsAccepted e => e.Provisioning.ToString(),
        ActivationEvent.PathDecided e => e.Provisioning.ToString(),
        ActivationEvent.CodeIssued e => e.Provisioning.ToString(),
        ActivationEvent.CodeRefused e => e.Provisioning.ToString(),
        ActivationEvent.IdentityProposed e => e.Provisioning.ToString(),
        ActivationEvent.IdentityRefused e => e.Provisioning.ToString(),
        ActivationEvent.IdentityConfirmed e => e.Provisioning.ToString(),
        ActivationEvent.Completed e => e.Provisioning.ToString(),
        _ => "",
    };

    private static string ObjectOf(DirectoryEvent change) => change switch
    {
        DirectoryEvent.ParticipantRegistered e => e.Participant.Id.ToString(),
        DirectoryEvent.MerchantRegistered e => e.Merchant.Id.ToString(),
        DirectoryEvent.TerminalRegistered e => e.Terminal.Id.ToString(),
        DirectoryEvent.AcceptanceSet e => e.Merchant.ToString(),
        DirectoryEvent.MerchantTermsSet e => e.Merchant.ToString(),
        DirectoryEvent.ApiKeyGranted e => e.Key.Id.ToString(),
        DirectoryEvent.ApiKeyRevoked e => e.Key.ToString(),
        _ => "directory",
    };

    private static string DateText(DateOnly date) => ReadModels.Sql.Text(date);
}
