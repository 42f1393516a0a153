using Tessera.Core;
using Tessera.Core.Disputes;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>Every payment as it stands, declined ones too, with its captures and refunds.</summary>
public sealed class PaymentProjection : IProjection
{
    public string Name => "payments";

    public int Version => 2;

    public IReadOnlyList<string> Tables => ["payment", "payment_act"];

    public string Schema => """
        CREATE TABLE payment (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state INTEGER NOT NULL, refusal INTEGER NOT NULL,
          merchant TEXT NOT NULL, terminal TEXT NOT NULL, token TEXT NOT NULL, system TEXT NOT NULL,
          currency INTEGER NOT NULL, authorised INTEGER NOT NULL, held INTEGER NOT NULL, captured INTEGER NOT NULL,
          refunded INTEGER NOT NULL, decided_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
          atc INTEGER NOT NULL, entry_mode INTEGER NOT NULL, trace INTEGER NOT NULL,
          acquirer_book INTEGER NOT NULL, issuer_book INTEGER NOT NULL,
          network_reference TEXT NOT NULL, approval_code TEXT NOT NULL, last_four TEXT NOT NULL,
          charged_back INTEGER NOT NULL);
        CREATE INDEX payment_merchant ON payment (merchant, number);
        CREATE INDEX payment_token ON payment (token, number);
        CREATE TABLE payment_act (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL, payment TEXT NOT NULL, kind TEXT NOT NULL,
          amount INTEGER NOT NULL, business_date TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX payment_act_payment ON payment_act (payment, number);
        """;

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case PaymentEvent.Authorised e:
                Insert(position, e.Payment, writer);
                break;
            case PaymentEvent.Opened e:
                Insert(position, e.Payment, writer);
                break;
            case PaymentEvent.Requested e:
                Insert(position, e.Payment, writer);
                break;
            case PaymentEvent.Concluded e:
                Conclude(e, writer);
                break;
            case PaymentEvent.Declined e:
                Insert(position, e, writer);
                break;
            case PaymentEvent.Captured e:
                AddCapture(position, e, writer);
                break;
            case PaymentEvent.Presented e:
                Present(e, writer);
                break;
            case PaymentEvent.Refunded e:
                AddRefund(position, e, writer);
                break;
            case ChargebackEvent { MovedMinor: not 0 } e:
                writer.Execute(
                    "UPDATE payment SET charged_back = charged_back + ?2, changed_at = ?3 WHERE id = ?1",
                    e.Chargeback.Payment.ToString(),
                    e.MovedMinor,
                    e.At.Nanoseconds);
                break;
            case PaymentEvent.Voided e:
                Release(e.Payment, PaymentState.Voided, e.At, writer);
                break;
            case PaymentEvent.Reversed e:
                Release(e.Payment, PaymentState.Reversed, e.At, writer);
                break;
            case PaymentEvent.HoldExpired e:
                Expire(e, writer);
                break;
        }
    }

    private static void Insert(EventPosition position, Payment payment, ReadModelWriter writer) =>
        writer.Execute(
            """
            INSERT INTO payment VALUES
              (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, 0)
            """,
            position.Number,
            payment.Id.ToString(),
            (long)payment.State,
            payment.Facts.Merchant.ToString(),
            payment.Till.ToString(),
            TextOrEmpty(payment.Token),
            payment.Facts.PaymentSystem,
            (long)payment.CurrencyNumber,
            payment.AuthorisedMinor,
            payment.HeldMinor,
            payment.CapturedMinor,
            payment.RefundedMinor,
            payment.AuthorisedAt.Nanoseconds,
            (long)payment.Atc,
            (long)payment.EntryMode,
            (long)payment.TraceNumber,
            (long)payment.Facts.AcquirerBook,
            (long)payment.Facts.IssuerBook,
            payment.NetworkLeg.Reference,
            payment.FundingLeg.Reference,
            payment.LastFour);

    private static void Conclude(PaymentEvent.Concluded e, ReadModelWriter writer) => writer.Execute(
        """
        UPDATE payment SET state = ?2, refusal = ?3, approval_code = ?4, held = iif(?3 = 0, held, 0), changed_at = ?5
        WHERE id = ?1
        """,
        e.Payment.ToString(),
        (long)(e.RefusalNumber == 0 ? PaymentState.Authorised : PaymentState.Declined),
        (long)e.RefusalNumber,
        e.ApprovalCode,
        e.At.Nanoseconds);

    private static void Insert(EventPosition position, PaymentEvent.Declined e, ReadModelWriter writer) =>
        writer.Execute(
            """
            INSERT INTO payment VALUES
              (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, ?11, ?11, ?12, ?13, ?14, ?15, ?16, '', '', '', 0)
            """,
            position.Number,
            e.Payment.ToString(),
            (long)PaymentState.Declined,
            (long)e.RefusalNumber,
            e.Merchant.ToString(),
            e.Terminal.ToString(),
            TextOrEmpty(e.Token),
            e.PaymentSystem,
            (long)e.CurrencyNumber,
            e.AmountMinor,
            e.At.Nanoseconds,
            (long)e.Atc,
            (long)e.EntryMode,
            (long)e.TraceNumber,
            (long)e.AcquirerBook,
            (long)e.IssuerBook);

    private static void AddCapture(EventPosition position, PaymentEvent.Captured e, ReadModelWriter writer)
    {
        AddAct(position, "capture", e.Payment, e.Capture.Id.ToString(), writer);
        writer.Execute(
            "UPDATE payment_act SET amount = ?2, business_date = ?3, at = ?4 WHERE number = ?1",
            position.Number,
            e.Capture.AmountMinor,
            Sql.Text(e.Capture.BusinessDate),
            e.At.Nanoseconds);
        writer.Execute(
            "UPDATE payment SET captured = captured + ?2, changed_at = ?3 WHERE id = ?1",
            e.Payment.ToString(),
            e.Capture.AmountMinor,
            e.At.Nanoseconds);
    }

    private static void AddRefund(EventPosition position, PaymentEvent.Refunded e, ReadModelWriter writer)
    {
        AddAct(position, "refund", e.Payment, e.Refund.Id.ToString(), writer);
        writer.Execute(
            "UPDATE payment_act SET amount = ?2, business_date = ?3, at = ?4 WHERE number = ?1",
            position.Number,
            e.Refund.AmountMinor,
            Sql.Text(e.Refund.BusinessDate),
            e.At.Nanoseconds);
        writer.Execute(
            "UPDATE payment SET refunded = refunded + ?2, changed_at = ?3 WHERE id = ?1",
            e.Payment.ToString(),
            e.Refund.AmountMinor,
            e.At.Nanoseconds);
    }

    private static void AddAct(
        EventPosition position, string kind, PaymentId payment, string act, ReadModelWriter writer) => writer.Execute(
            "INSERT INTO payment_act VALUES (?1, ?2, ?3, ?4, 0, '', 0)",
            position.Number,
            act,
            payment.ToString(),
            kind);

    private static void Present(PaymentEvent.Presented e, ReadModelWriter writer) => writer.Execute(
        """
        UPDATE payment SET held = held - ?2, state = CASE WHEN held = ?2 THEN ?3 ELSE ?4 END, changed_at = ?5
        WHERE id = ?1
        """,
        e.Payment.ToString(),
        e.FromHoldMinor + e.ReleasedMinor,
        (long)PaymentState.Captured,
        (long)PaymentState.PartiallyCaptured,
        e.At.Nanoseconds);

    private static void Release(PaymentId payment, PaymentState state, Timestamp at, ReadModelWriter writer) =>
        writer.Execute(
            "UPDATE payment SET held = 0, state = ?2, changed_at = ?3 WHERE id = ?1",
            payment.ToString(),
            (long)state,
            at.Nanoseconds);

    private static void Expire(PaymentEvent.HoldExpired e, ReadModelWriter writer) => writer.Execute(
        """
        UPDATE payment SET held = 0, state = CASE WHEN state IN (?2, ?6) THEN ?3 ELSE ?4 END, changed_at = ?5
        WHERE id = ?1
        """,
        e.Payment.ToString(),
        (long)PaymentState.Authorised,
        (long)PaymentState.Expired,
        (long)PaymentState.Captured,
        e.At.Nanoseconds,
        (long)PaymentState.Requested);

    private static string TextOrEmpty(TokenId token) => token == default ? "" : token.ToString();
}
