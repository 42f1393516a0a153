using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public sealed class UsageQueries(ReadModelFile file)
{
    /// <summary>The query behind the usage share, open to anyone: every figure comes from events.</summary>
    public const string Text = """
        SELECT system, currency, sum(approved), sum(approved_minor), sum(declined), sum(declined_minor), sum(refused)
        FROM usage_share
        WHERE day >= ?1 AND day <= ?2 AND (?3 IS NULL OR merchant = ?3)
        GROUP BY system, currency ORDER BY system, currency
        """;

    /// <summary>Both days included; null for every merchant.</summary>
    public IReadOnlyList<UsageLine> Share(DateOnly from, DateOnly to, string? merchant) => Sql.List(
        file,
        Text,
        row => new UsageLine
        {
            PaymentSystem = row.GetString(0),
            CurrencyNumber = (ushort)row.GetInt32(1),
            ApprovedCount = row.GetInt64(2),
            ApprovedMinor = row.GetInt64(3),
            DeclinedCount = row.GetInt64(4),
            DeclinedMinor = row.GetInt64(5),
            RefusedCount = row.GetInt64(6),
        },
        Sql.Text(from),
        Sql.Text(to),
        merchant);
}
