using MemoryPack;
using Microsoft.Data.Sqlite;
using Tessera.Core.Clearing;
using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Core.Payments;
using Tessera.Journal.Projections;
using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// The fees of one business date and currency as they were booked, and as the versions of the fee table give them when
/// they are computed again. Presentments whose fees a network's message said are counted as given.
/// </summary>
public sealed record FeeCheck(
    ushort CurrencyNumber, long Presentments, long Given, PresentmentFees Booked, PresentmentFees Recomputed,
    long Differences)
{
    public static IReadOnlyList<FeeCheck> Of(ReadModelFile file, DirectoryState directory, DateOnly businessDate)
    {
        using var connection = file.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT currency, amount, merchant_fee, interchange, scheme_fee, wallet_fee, basis FROM presentment
            WHERE business_date = ?1
            """;
        command.Parameters.AddWithValue("?1", Sql.Text(businessDate));
        using var reader = command.ExecuteReader();
        var sums = new SortedDictionary<ushort, FeeCheck>();
        while (reader.Read())
        {
            var one = Of(reader, directory);
            sums[one.CurrencyNumber] = sums.TryGetValue(one.CurrencyNumber, out var sum) ? Sum(sum, one) : one;
        }

        return [.. sums.Values];
    }

    private static FeeCheck Of(SqliteDataReader row, DirectoryState directory)
    {
        var amount = new Money(row.GetInt64(1), new Currency((ushort)row.GetInt32(0)));
        var booked = new PresentmentFees(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));
        if (row.IsDBNull(6))
        {
            return new FeeCheck(amount.Currency.Number, 1, 1, booked, booked, 0);
        }

        var basis = MemoryPackSerializer.Deserialize<FeeBasis>((byte[])row.GetValue(6))!;
        var table = directory.FindFees(basis.FeeVersion) ?? FeeTable.None;
        var again = PresentmentFees.Of(table, basis, amount);
        return new FeeCheck(amount.Currency.Number, 1, 0, booked, again, booked == again ? 0 : 1);
    }

    private static FeeCheck Sum(FeeCheck one, FeeCheck other) => new(
        one.CurrencyNumber,
        one.Presentments + other.Presentments,
        one.Given + other.Given,
        Sum(one.Booked, other.Booked),
        Sum(one.Recomputed, other.Recomputed),
        one.Differences + other.Differences);

    private static PresentmentFees Sum(PresentmentFees one, PresentmentFees other) => new(
        one.MerchantMinor + other.MerchantMinor,
        one.InterchangeMinor + other.InterchangeMinor,
        one.SchemeMinor + other.SchemeMinor,
        one.WalletMinor + other.WalletMinor);
}
