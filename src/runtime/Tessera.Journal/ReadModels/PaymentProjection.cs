using Tessera.Core;
using Tessera.Core.Disputes;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>Every payment as it stands, declined ones too, with its captures and refunds.</summary>
public sealed class PaymentProjection : IProjection
{
    private const string InsertPayment = """
        INSERT INTO payment VALUES
          (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, ?14, ?15, ?16, ?17, ?18, ?19)
        """;

    private readonly PaymentKeys _keys = new();

    public string Name => "payments";

    public int Version => 3;

    public IReadOnlyList<string> Tables => ["payment", "payment_run", "payment_key", "payment_act"];

    public IReadOnlyList<Type> Kinds => [typeof(PaymentEvent), typeof(ChargebackEvent)];

    public string Schema => $"""
        CREATE TABLE payment (
          number INTEGER PRIMARY KEY, id BLOB NOT NULL, state INTEGER NOT NULL, refusal INTEGER NOT NULL,
          merchant BLOB NOT NULL, terminal BLOB NOT NULL, token BLOB NOT NULL, system TEXT NOT NULL,
          currency INTEGER NOT NULL, authorised INTEGER NOT NULL, held INTEGER NOT NULL, captured INTEGER NOT NULL,
          refunded INTEGER NOT NULL, charged_back INTEGER NOT NULL, decided_at INTEGER NOT NULL,
          acquirer_book INTEGER NOT NULL, issuer_book INTEGER NOT NULL, network_reference TEXT NOT NULL,
          approval_code TEXT NOT NULL, last_four TEXT NOT NULL);
        CREATE INDEX payment_merchant ON payment (merchant);
        {PaymentKeys.Schema}
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
                Change(e.Chargeback.Payment, "charged_back = charged_back + ?2", writer, e.MovedMinor);
                break;
            case PaymentEvent.Voided e:
                Release(e.Payment, PaymentState.Voided, writer);
                break;
            case PaymentEvent.Reversed e:
                Release(e.Payment, PaymentState.Reversed, writer);
                break;
            case PaymentEvent.HoldExpired e:
                Expire(e, writer);
                break;
        }
    }

    public void Flush(ReadModelWriter writer) => _keys.Flush(writer);

    public void Forget() => _keys.Forget();

    private void Insert(EventPosition position, Payment payment, ReadModelWriter writer)
    {
        var facts = payment.Facts;
        _keys.Add(payment.Id, position.Number, writer);
        writer.Prepare(InsertPayment)
            .Bind(1, position.Number)
            .BindId(2, payment.Id.Value)
            .Bind(3, (long)payment.State)
            .Bind(4, 0)
            .BindId(5, facts.Merchant.Value)
            .BindId(6, payment.Till.Value)
            .BindId(7, payment.Token.Value)
            .Bind(8, facts.PaymentSystem)
            .Bind(9, payment.CurrencyNumber)
            .Bind(10, payment.AuthorisedMinor)
            .Bind(11, payment.HeldMinor)
            .Bind(12, payment.CapturedMinor)
            .Bind(13, payment.RefundedMinor)
            .Bind(14, payment.AuthorisedAt.Nanoseconds)
            .Bind(15, facts.AcquirerBook)
            .Bind(16, facts.IssuerBook)
            .Bind(17, payment.NetworkLeg.Reference)
            .Bind(18, payment.FundingLeg.Reference)
            .Bind(19, payment.LastFour)
            .Run();
    }

    private void Insert(EventPosition position, PaymentEvent.Declined e, ReadModelWriter writer)
    {
        _keys.Add(e.Payment, position.Number, writer);
        writer.Prepare(InsertPayment)
            .Bind(1, position.Number)
            .BindId(2, e.Payment.Value)
            .Bind(3, (long)PaymentState.Declined)
            .Bind(4, e.RefusalNumber)
            .BindId(5, e.Merchant.Value)
            .BindId(6, e.Terminal.Value)
            .BindId(7, e.Token.Value)
            .Bind(8, e.PaymentSystem)
            .Bind(9, e.CurrencyNumber)
            .Bind(10, e.AmountMinor)
            .Bind(11, 0)
            .Bind(12, 0)
            .Bind(13, 0)
            .Bind(14, e.At.Nanoseconds)
            .Bind(15, e.AcquirerBook)
            .Bind(16, e.IssuerBook)
            .Bind(17, "")
            .Bind(18, "")
            .Bind(19, "")
            .Run();
    }

    /// <summary>Values are ?2, ?3, …</summary>
    private void Change(PaymentId id, string change, ReadModelWriter writer, params ReadOnlySpan<object?> values)
    {
        if (_keys.TryFind(id, writer, out var number))
        {
            writer.Execute($"UPDATE payment SET {change} WHERE number = ?1", [number, .. values]);
        }
    }

    private void Conclude(PaymentEvent.Concluded e, ReadModelWriter writer) => Change(
        e.Payment,
        "state = ?2, refusal = ?3, approval_code = ?4, held = iif(?3 = 0, held, 0)",
        writer,
        (long)(e.RefusalNumber == 0 ? PaymentState.Authorised : PaymentState.Declined),
        (long)e.RefusalNumber,
        e.ApprovalCode);

    private void AddCapture(EventPosition position, PaymentEvent.Captured e, ReadModelWriter writer)
    {
        writer.Execute(
            "INSERT INTO payment_act VALUES (?1, ?2, ?3, 'capture', ?4, ?5, ?6)",
            position.Number,
            e.Capture.Id.ToString(),
            e.Payment.ToString(),
            e.Capture.AmountMinor,
            Sql.Text(e.Capture.BusinessDate),
            e.At.Nanoseconds);
        Change(e.Payment, "captured = captured + ?2", writer, e.Capture.AmountMinor);
    }

    private void AddRefund(EventPosition position, PaymentEvent.Refunded e, ReadModelWriter writer)
    {
        writer.Execute(
            "INSERT INTO payment_act VALUES (?1, ?2, ?3, 'refund', ?4, ?5, ?6)",
            position.Number,
            e.Refund.Id.ToString(),
            e.Payment.ToString(),
            e.Refund.AmountMinor,
            Sql.Text(e.Refund.BusinessDate),
            e.At.Nanoseconds);
        Change(e.Payment, "refunded = refunded + ?2", writer, e.Refund.AmountMinor);
    }

    private void Present(PaymentEvent.Presented e, ReadModelWriter writer) => Change(
        e.Payment,
        "held = held - ?2, state = CASE WHEN held = ?2 THEN ?3 ELSE ?4 END",
        writer,
        e.FromHoldMinor + e.ReleasedMinor,
        (long)PaymentState.Captured,
        (long)PaymentState.PartiallyCaptured);

    private void Release(PaymentId payment, PaymentState state, ReadModelWriter writer) =>
        Change(payment, "held = 0, state = ?2", writer, (long)state);

    private void Expire(PaymentEvent.HoldExpired e, ReadModelWriter writer) => Change(
        e.Payment,
        "held = 0, state = CASE WHEN state IN (?2, ?3) THEN ?4 ELSE ?5 END",
        writer,
        (long)PaymentState.Authorised,
        (long)PaymentState.Requested,
        (long)PaymentState.Expired,
        (long)PaymentState.Captured);
}
