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

namespace Tessera.Core;

// A fact with every value that was decided. The union numbers are the journal's format: append only, never reuse.
[MemoryPackable]
[MemoryPackUnion(1, typeof(CommandAnswered))]
[MemoryPackUnion(2, typeof(MaintenanceEvent.AnswersArchived))]
[MemoryPackUnion(3, typeof(MaintenanceEvent.PaymentsArchived))]
[MemoryPackUnion(4, typeof(MaintenanceEvent.PaymentRecalled))]
[MemoryPackUnion(5, typeof(MaintenanceEvent.FactsNoted))]
[MemoryPackUnion(100, typeof(DirectoryEvent.ParticipantRegistered))]
[MemoryPackUnion(101, typeof(DirectoryEvent.MerchantRegistered))]
[MemoryPackUnion(102, typeof(DirectoryEvent.TerminalRegistered))]
[MemoryPackUnion(103, typeof(DirectoryEvent.RangeRegistered))]
[MemoryPackUnion(104, typeof(DirectoryEvent.RequestorRegistered))]
[MemoryPackUnion(105, typeof(DirectoryEvent.AcceptanceSet))]
[MemoryPackUnion(106, typeof(DirectoryEvent.FeesSet))]
[MemoryPackUnion(107, typeof(DirectoryEvent.PaymentPolicySet))]
[MemoryPackUnion(108, typeof(DirectoryEvent.ActivationPolicySet))]
[MemoryPackUnion(109, typeof(DirectoryEvent.ApiKeyGranted))]
[MemoryPackUnion(110, typeof(DirectoryEvent.ApiKeyRevoked))]
[MemoryPackUnion(111, typeof(DirectoryEvent.MerchantTermsSet))]
[MemoryPackUnion(112, typeof(DirectoryEvent.ChargebackPolicySet))]
[MemoryPackUnion(113, typeof(DirectoryEvent.RangeChanged))]
[MemoryPackUnion(200, typeof(CardEvent.AccountOpened))]
[MemoryPackUnion(201, typeof(CardEvent.Deposited))]
[MemoryPackUnion(202, typeof(CardEvent.Enrolled))]
[MemoryPackUnion(203, typeof(CardEvent.StatusSet))]
[MemoryPackUnion(204, typeof(CardEvent.Reissued))]
[MemoryPackUnion(205, typeof(CardEvent.AccountClosed))]
[MemoryPackUnion(206, typeof(CardEvent.Transferred))]
[MemoryPackUnion(300, typeof(ActivationEvent.DeviceRegistered))]
[MemoryPackUnion(301, typeof(ActivationEvent.EligibilityConfirmed))]
[MemoryPackUnion(302, typeof(ActivationEvent.TermsAccepted))]
[MemoryPackUnion(303, typeof(ActivationEvent.PathDecided))]
[MemoryPackUnion(304, typeof(ActivationEvent.CodeIssued))]
[MemoryPackUnion(305, typeof(ActivationEvent.CodeRefused))]
[MemoryPackUnion(306, typeof(ActivationEvent.IdentityConfirmed))]
[MemoryPackUnion(307, typeof(ActivationEvent.Completed))]
[MemoryPackUnion(308, typeof(ActivationEvent.DeviceLostSet))]
[MemoryPackUnion(309, typeof(ActivationEvent.IdentityProposed))]
[MemoryPackUnion(310, typeof(ActivationEvent.IdentityRefused))]
[MemoryPackUnion(400, typeof(TokenEvent.Created))]
[MemoryPackUnion(401, typeof(TokenEvent.Activated))]
[MemoryPackUnion(402, typeof(TokenEvent.Suspended))]
[MemoryPackUnion(403, typeof(TokenEvent.Resumed))]
[MemoryPackUnion(404, typeof(TokenEvent.Deleted))]
[MemoryPackUnion(405, typeof(TokenEvent.KeyReplaced))]
[MemoryPackUnion(500, typeof(PaymentEvent.Authorised))]
[MemoryPackUnion(501, typeof(PaymentEvent.Declined))]
[MemoryPackUnion(502, typeof(PaymentEvent.Captured))]
[MemoryPackUnion(503, typeof(PaymentEvent.Presented))]
[MemoryPackUnion(504, typeof(PaymentEvent.Voided))]
[MemoryPackUnion(505, typeof(PaymentEvent.Reversed))]
[MemoryPackUnion(506, typeof(PaymentEvent.ReversedBeforeArrival))]
[MemoryPackUnion(507, typeof(PaymentEvent.HoldExpired))]
[MemoryPackUnion(508, typeof(PaymentEvent.Refunded))]
[MemoryPackUnion(509, typeof(PaymentEvent.AttemptRefused))]
[MemoryPackUnion(510, typeof(PaymentEvent.Requested))]
[MemoryPackUnion(511, typeof(PaymentEvent.Concluded))]
[MemoryPackUnion(512, typeof(PaymentEvent.Opened))]
[MemoryPackUnion(600, typeof(SettlementEvent.WindowClosed))]
[MemoryPackUnion(601, typeof(SettlementEvent.WindowSettled))]
[MemoryPackUnion(602, typeof(SettlementEvent.PayoutInstructed))]
[MemoryPackUnion(603, typeof(SettlementEvent.PayoutSettled))]
[MemoryPackUnion(604, typeof(SettlementEvent.MerchantSettled))]
[MemoryPackUnion(605, typeof(SettlementEvent.NetDebitCapSet))]
[MemoryPackUnion(700, typeof(PartnerEvent.Queued))]
[MemoryPackUnion(701, typeof(PartnerEvent.Answered))]
[MemoryPackUnion(800, typeof(ControlsEvent.ControlsSet))]
[MemoryPackUnion(801, typeof(ControlsEvent.StepUpAsked))]
[MemoryPackUnion(802, typeof(ControlsEvent.StepUpAnswered))]
[MemoryPackUnion(803, typeof(ControlsEvent.StepUpUsed))]
[MemoryPackUnion(900, typeof(ClearingEvent.CaseOpened))]
[MemoryPackUnion(901, typeof(ClearingEvent.CaseClosed))]
[MemoryPackUnion(1000, typeof(ChargebackEvent.Opened))]
[MemoryPackUnion(1001, typeof(ChargebackEvent.Represented))]
[MemoryPackUnion(1002, typeof(ChargebackEvent.PreArbitrated))]
[MemoryPackUnion(1003, typeof(ChargebackEvent.Closed))]
public abstract partial record CoreEvent
{
    // Stamped once, when the decision is made.
    [Order(0)]
    public Timestamp At { get; set; }
}
