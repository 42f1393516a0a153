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
    private const string AddApproved = """
        INSERT INTO usage_share VALUES (?1, ?2, ?3, ?4, 1, ?5, 0, 0, 0)
        ON CONFLICT DO UPDATE SET approved = approved + 1, approved_minor = approved_minor + excluded.approved_minor
        """;

    private const string AddDeclined = """
        INSERT INTO usage_share VALUES (?1, ?2, ?3, ?4, 0, 0, 1, ?5, 0)
        ON CONFLICT DO UPDATE SET declined = declined + 1, declined_minor = declined_minor + excluded.declined_minor
        """;

    private const string AddRefused = """
        INSERT INTO usage_share VALUES (?1, ?2, ?3, 0, 0, 0, 0, 0, 1)
        ON CONFLICT DO UPDATE SET refused = refused + 1
        """;

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

    public void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer)
    {
        var day = Sql.Text(change.At.Date);
        switch (change)
        {
            case PaymentEvent.Authorised { Payment: { Facts: var facts } paid }:
                var merchant = facts.Merchant.ToString();
                writer.Execute(
                    AddApproved, day, merchant, facts.PaymentSystem, (long)paid.CurrencyNumber, paid.AuthorisedMinor);
                break;
            case PaymentEvent.Concluded e:
                writer.Execute(
                    e.RefusalNumber == 0 ? AddApproved : AddDeclined,
                    day, e.Merchant.ToString(), e.PaymentSystem, (long)e.CurrencyNumber, e.AmountMinor);
                break;
            case PaymentEvent.Declined e:
                writer.Execute(
                    AddDeclined, day, e.Merchant.ToString(), e.PaymentSystem, (long)e.CurrencyNumber, e.AmountMinor);
                break;
            case PaymentEvent.AttemptRefused e:
                writer.Execute(AddRefused, day, e.Merchant.ToString(), e.PaymentSystem);
                break;
        }
    }
}
