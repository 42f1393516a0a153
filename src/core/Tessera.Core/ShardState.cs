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

// Everything a shard knows in memory. Decide never changes it; Apply is the only thing that does.
public sealed class ShardState
{
    private readonly IColdSink sink;

    public ShardState(IColdSink sink)
    {
        this.sink = new RememberedSink(sink, ColdKeys);
        Tokens = new TokenTable(Cards, Activation);
        Payments = new PaymentTable(Facts.Known);
    }

    public DirectoryState Directory { get; private set; } = DirectoryState.Empty;

    public LedgerState Ledger { get; } = new();

    public CardState Cards { get; } = new();

    public ActivationState Activation { get; } = new();

    public TokenTable Tokens { get; }

    public PaymentTable Payments { get; }

    public SettlementState Settlement { get; } = new();

    public PartnerState Partners { get; } = new();

    public ControlState Controls { get; } = new();

    public ClearingState Clearing { get; } = new();

    public ChargebackTable Chargebacks { get; } = new();

    public AnswerTable Answers { get; } = new();

    public FactsTable Facts { get; } = new();

    public ColdFilter ColdKeys { get; } = new();

    // The time of the last event: a shard's clock never goes back.
    public Timestamp LastAt { get; private set; }

    // Adds the next cold row that this command needs and that nobody asked for yet; false when all are there.
    public bool NeedsColdRow(Envelope envelope, ColdRows rows, out ColdKey key)
    {
        foreach (var candidate in ColdCandidates(envelope, rows))
        {
            if (!rows.WasAsked(candidate) && ColdKeys.MayHold(candidate))
            {
                key = candidate;
                return true;
            }
        }

        key = default;
        return false;
    }

    // For the commands that are decided next: see LookAhead.
    public long Touch(ReadOnlySpan<Command> commands) => LookAhead.Touch(this, commands);

    public Decision Decide(Envelope envelope, ColdRows cold)
    {
        if (envelope.CommandId != 0 && Answers.Find(envelope.CommandId, cold) is { } answered)
        {
            return answered.BodyHash == envelope.BodyHash
                ? Decision.Repeated(MemoryPackSerializer.Deserialize<Reply>(answered.Reply)!)
                : Decision.Rejected(CommandRefusal.CommandIdReused);
        }

        if (FindOwnAnswer(envelope, cold) is { } payment)
        {
            return payment.BodyHash == envelope.BodyHash
                ? Decision.Repeated(Reply.PaymentDecided.First(payment))
                : Decision.Rejected(CommandRefusal.CommandIdReused);
        }

        var decision = Route(envelope, cold);
        if (decision.Kind != DecisionKind.Decided)
        {
            return decision;
        }

        return Ledger.HasRoomFor(decision.Events)
            ? Seal(envelope, decision)
            : Decision.Rejected(CommandRefusal.TotalTooGreat);
    }

    public void Apply(CoreEvent change)
    {
        Invariant.Check(change.At >= LastAt, "time never goes back");
        LastAt = change.At;
        if (change is IPostingEvent posting)
        {
            Ledger.Apply(posting.Postings);
        }

        switch (change)
        {
            case CommandAnswered e:
                Answers.Apply(e);
                break;
            case MaintenanceEvent e:
                Apply(e);
                break;
            case DirectoryEvent e:
                Directory = Directory.Apply(e);
                break;
            case CardEvent e:
                Apply(e);
                break;
            case ActivationEvent e:
                Activation.Apply(e);
                break;
            case TokenEvent e:
                Tokens.Apply(e);
                break;
            case PaymentEvent e:
                Apply(e);
                break;
            case SettlementEvent e:
                Settlement.Apply(e);
                break;
            case ClearingEvent e:
                Clearing.Apply(e);
                break;
            case ChargebackEvent e:
                Apply(e);
                break;
            case PartnerEvent e:
                Partners.Apply(e);
                break;
            case ControlsEvent e:
                Controls.Apply(e);
                break;
            default:
                throw new InvariantException("every event belongs to a noun");
        }
    }

    public ShardSnapshot Freeze() => ShardSnapshot.Of(this);

    internal void Load(ShardSnapshotContent content)
    {
        Directory = content.Directory;
        LastAt = content.LastAt;
    }

    private Decision Route(Envelope envelope, ColdRows cold) => envelope.Body switch
    {
        PaymentCommand c => PaymentRules.Decide(this, envelope, c, cold),
        ClearingCommand c => ClearingRules.Decide(this, envelope, c, cold),
        TokenCommand.ReplaceKey c => CredentialRules.Decide(this, envelope, c),
        ChargebackCommand c => ChargebackRules.Decide(this, envelope, c, cold),
        TokenCommand c => TokenRules.Decide(Tokens, c),
        ActivationCommand c => ActivationRules.Decide(this, envelope, c),
        CardCommand c => CardRules.Decide(this, envelope, c),
        DirectoryCommand c => DirectoryRules.Decide(Directory, c, Settlement.BusinessDate(envelope.At)),
        SettlementCommand c => SettlementRules.Decide(this, envelope, c),
        ControlsCommand c => ControlRules.Decide(this, envelope, c),
        PartnerCommand c => PartnerRules.Decide(Partners, c),
        MaintenanceCommand c => MaintenanceRules.Decide(this, envelope, c),
        _ => throw new InvariantException("every command belongs to a noun"),
    };

    // A payment that this very command made.
    private Payment? FindOwnAnswer(Envelope envelope, ColdRows cold)
    {
        if (envelope.Body is not PaymentCommand.Authorise { Payment: var id })
        {
            return null;
        }

        var payment = Payments.Find(id) ?? ColdPayments.Find(this, cold, id);
        return payment?.CommandId == envelope.CommandId && envelope.CommandId != 0 ? payment : null;
    }

    // Stamps the events and adds the stored answer. Housekeeping (command id zero) has none, and a payment that was
    // approved at once is its own.
    private static Decision Seal(Envelope envelope, Decision decision)
    {
        var events = decision.Events;
        if (envelope.CommandId != 0 && !events.Any(change => change is PaymentEvent.Authorised))
        {
            var reply = MemoryPackSerializer.Serialize(decision.Reply);
            events = [.. events, new CommandAnswered(envelope.CommandId, envelope.BodyHash, reply)];
        }

        foreach (var change in events)
        {
            change.At = envelope.At;
        }

        return decision with { Events = events };
    }

    private IEnumerable<ColdKey> ColdCandidates(Envelope envelope, ColdRows rows)
    {
        if (envelope.CommandId != 0 && !Answers.IsHot(envelope.CommandId))
        {
            yield return AnswerTable.KeyOf(envelope.CommandId);
        }

        var (payment, trace) = envelope.Body switch
        {
            PaymentCommand.Authorise c => (c.Payment, default),
            PaymentCommand.Capture c => (c.Payment, default),
            PaymentCommand.Void c => (c.Payment, default),
            PaymentCommand.Refund c => (c.Payment, default),
            PaymentCommand.Reverse c => (default, c.TraceKey),
            ChargebackCommand.Open c => (c.Payment, default),
            ChargebackCommand c => (Chargebacks.Find(c.Id)?.Payment ?? default, default),
            ClearingCommand.Present c => (c.Payment, c.TraceKey),
            ClearingCommand.PresentRefund c => (c.Payment, c.TraceKey),
            _ => (default(PaymentId), default(UInt128)),
        };
        if (payment.IsNone && trace != 0 && !Payments.ContainsTrace(trace))
        {
            yield return ColdPayments.TraceKeyOf(trace);
            payment = ColdPayments.FindIdByTrace(rows, trace) ?? default;
        }

        if (!payment.IsNone && !Payments.Contains(payment))
        {
            yield return ColdPayments.KeyOf(payment);
        }
    }

    private void Apply(CardEvent change)
    {
        Cards.Apply(change);
        if (change is CardEvent.AccountOpened opened && Directory.IsHere(new BookId(opened.Account.IssuerBook)))
        {
            Ledger.SetLimit(opened.Account.LedgerAccount, opened.CreditLimitMinor);
        }
    }

    private void Apply(ChargebackEvent change)
    {
        Chargebacks.Apply(change);
        if (change.MovedMinor != 0)
        {
            Payments.ChargeBack(
                change.Chargeback.Payment, change.MovedMinor, isOpening: change is ChargebackEvent.Opened);
        }

        if (change.Postings.Length > 0)
        {
            Settlement.Apply(Payments.Find(change.Chargeback.Payment)!, change);
        }
    }

    private void Apply(MaintenanceEvent change)
    {
        switch (change)
        {
            case MaintenanceEvent.AnswersArchived e:
                Answers.Apply(e, sink);
                break;
            case MaintenanceEvent.PaymentsArchived e:
                Payments.Apply(e, sink);
                break;
            case MaintenanceEvent.PaymentRecalled e:
                Payments.Apply(e);
                break;
            case MaintenanceEvent.FactsNoted e:
                Facts.Apply(e, sink);
                break;
        }
    }

    private void Apply(PaymentEvent change)
    {
        var before = Payments.FindOf(change);
        Payments.Apply(change);
        if ((First(change) ?? Payments.FindOf(change)) is { } after)
        {
            SpendingRules.Count(this, before, after);
        }

        switch (change)
        {
            case PaymentEvent.Authorised e:
                Consume(e.Payment, e.KeyId, e.CoveredMark);
                break;
            case PaymentEvent.Requested e:
                Consume(e.Payment, e.KeyId, e.CoveredMark);
                break;
            case PaymentEvent.Concluded { Funding: LegState.StoodIn } e:
                Partners.CountStandIn(Payments.Find(e.Payment)!, e.At.Date);
                break;
            case PaymentEvent.Declined e:
                Apply(e);
                break;
            case PaymentEvent.Presented e:
                Settlement.Apply(Payments.Find(e.Payment)!, e);
                break;
            case PaymentEvent.Refunded e:
                Settlement.Apply(Payments.Find(e.Payment)!, e);
                break;
        }
    }

    // A payment as it begins.
    private static Payment? First(PaymentEvent change) => change switch
    {
        PaymentEvent.Authorised e => e.Payment,
        PaymentEvent.Requested e => e.Payment,
        PaymentEvent.Opened e => e.Payment,
        _ => null,
    };

    private void Consume(Payment payment, ulong keyId, ushort mark)
    {
        if (payment.VerifiedBy == VerdictSource.Own)
        {
            Consume(payment.Token, payment.Card, payment.Atc, keyId, mark);
        }
    }

    private void Apply(PaymentEvent.Declined declined)
    {
        if (declined.IsCounterConsumed)
        {
            Consume(declined.Token, declined.Card, declined.Atc, declined.KeyId, declined.CoveredMark);
        }
        else if (declined.IsBadCryptogram && !declined.Token.IsNone)
        {
            Tokens.CountBadCryptogram(declined.Token);
        }
        else if (declined.IsBadCryptogram && !declined.Card.IsNone)
        {
            Cards.CountBadCryptogram(declined.Card);
        }
    }

    private void Consume(TokenId token, CardId card, ushort atc, ulong keyId, ushort mark)
    {
        if (token.IsNone)
        {
            Cards.Consume(card, atc);
        }
        else
        {
            Tokens.Consume(token, atc, keyId, mark);
        }
    }
}
