using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// How often and for how much each payment system was used, by day and merchant. Declined payments and attempts that
/// the shop refused count too; a refused attempt has no amount and no currency (0).
/// </summary>
public sealed class UsageProjection : IProjection
{
    private const string Add = """
        INSERT INTO usage_share VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET
          approved = approved + excluded.approved, approved_minor = approved_minor + excluded.approved_minor,
          declined = declined + excluded.declined, declined_minor = declined_minor + excluded.declined_minor,
          refused = refused + excluded.refused
        """;

    private readonly Dictionary<Key, Use> _gathered = [];

    public string Name => "usage";

    public int Version => 1;

    public IReadOnlyList<string> Tables => ["usage_share"];

    public string Schema => """
        CREATE TABLE usage_share (
          day TEXT NOT NULL, merchant TEXT NOT NULL, system TEXT NOT NULL, currency INTEGER NOT NULL,
          approved INTEGER NOT NULL, approved_minor INTEGER NOT NULL,
          declined INTEGER NOT NULL, declined_minor INTEGER NOT NULL, refused INTEGER NOT NULL,
          PRIMARY KEY (day, merchant, system, currency)) WITHOUT ROWID
        """;

    public IReadOnlyList<Type> Kinds =>
    [
        typeof(PaymentEvent.Authorised), typeof(PaymentEvent.Concluded), typeof(PaymentEvent.Declined),
        typeof(PaymentEvent.AttemptRefused),
    ];

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        switch (change)
        {
            case PaymentEvent.Authorised { Payment: var paid }:
                var facts = paid.Facts;
                Of(change, facts.Merchant, facts.PaymentSystem, paid.CurrencyNumber).Approve(paid.AuthorisedMinor);
                break;
            case PaymentEvent.Concluded { RefusalNumber: 0 } e:
                Of(e, e.Merchant, e.PaymentSystem, e.CurrencyNumber).Approve(e.AmountMinor);
                break;
            case PaymentEvent.Concluded e:
                Of(e, e.Merchant, e.PaymentSystem, e.CurrencyNumber).Decline(e.AmountMinor);
                break;
            case PaymentEvent.Declined e:
                Of(e, e.Merchant, e.PaymentSystem, e.CurrencyNumber).Decline(e.AmountMinor);
                break;
            case PaymentEvent.AttemptRefused e:
                Of(e, e.Merchant, e.PaymentSystem, 0).Refused++;
                break;
        }
    }

    public void Flush(ReadModelWriter writer)
    {
        foreach (var (key, use) in _gathered)
        {
            writer.Execute(
                Add,
                Sql.Text(key.Day),
                key.Merchant.ToString(),
                key.System,
                (long)key.Currency,
                use.Approved,
                use.ApprovedMinor,
                use.Declined,
                use.DeclinedMinor,
                use.Refused);
        }

        _gathered.Clear();
    }

    public void Forget() => _gathered.Clear();

    private Use Of(CoreEvent change, MerchantId merchant, string system, ushort currency)
    {
        var key = new Key(change.At.Date, merchant, system, currency);
        if (!_gathered.TryGetValue(key, out var use))
        {
            use = new Use();
            _gathered.Add(key, use);
        }

        return use;
    }

    private readonly record struct Key(DateOnly Day, MerchantId Merchant, string System, ushort Currency);

    private sealed class Use
    {
        public long Approved { get; private set; }

        public long ApprovedMinor { get; private set; }

        public long Declined { get; private set; }

        public long DeclinedMinor { get; private set; }

        public long Refused { get; set; }

        public void Approve(long amountMinor)
        {
            Approved++;
            ApprovedMinor += amountMinor;
        }

        public void Decline(long amountMinor)
        {
            Declined++;
            DeclinedMinor += amountMinor;
        }
    }
}
