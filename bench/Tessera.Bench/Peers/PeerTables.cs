using Npgsql;

namespace Tessera.Bench.Peers;

/// <summary>The peer's tables, filled as the shard's bank is.</summary>
internal static class PeerTables
{
    public const long FirstNumber = 9999_1000_0000_0000;
    public const short Currency = 840;
    public const long AmountMinor = 100;

    // A plan that is made while a table is empty reads the whole table, and a prepared statement keeps it. So there are
    // payments before the first plan, and reading whole tables is off.
    private const int PaymentsBefore = 100_000;

    public static async Task CreateAsync(NpgsqlDataSource source, int tokens)
    {
        await RunAsync(source, Sql());
        await RunAsync(source, $"""
            INSERT INTO account
            SELECT i, true, {Currency}, 1000000000000, 0, 0, 1000000000000, current_date, 0
            FROM generate_series(1, {tokens}) AS i;
            INSERT INTO token SELECT {FirstNumber} + i - 1, i, true, 0, 0 FROM generate_series(1, {tokens}) AS i;
            INSERT INTO payment
            SELECT -i, {FirstNumber}, 1, {AmountMinor}, {Currency}, 0, 0, now()
            FROM generate_series(1, {PaymentsBefore}) AS i;
            """);
        await RunAsync(source, "VACUUM ANALYZE");
        await RunAsync(source, "ALTER ROLE CURRENT_USER SET enable_seqscan = off");
        await RunAsync(source, "CHECKPOINT");
        source.Clear();
    }

    public static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Sql()
    {
        using var stream = typeof(PeerTables).Assembly.GetManifestResourceStream("Authorisation.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
