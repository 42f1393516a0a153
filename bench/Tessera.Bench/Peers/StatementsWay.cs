using Npgsql;

namespace Tessera.Bench.Peers;

/// <summary>The client decides: reads with locks, then writes, in one transaction of four round trips.</summary>
internal sealed class StatementsWay : IPeerWay
{
    private const int Window = 64;

    private const string FindToken = """
        SELECT t.highest, t.seen, a.id, a.credit_limit + a.posted - a.held, a.day_limit,
          CASE WHEN a.day = current_date THEN a.day_spent ELSE 0 END
        FROM token t JOIN account a ON a.id = t.account
        WHERE t.number = $1 AND t.is_active AND a.is_open AND a.currency = $2 FOR UPDATE OF t, a
        """;

    public string Name => "statements of the client";

    public int PerCall => 1;

    public async Task<long> CallAsync(NpgsqlConnection connection, PeerTaps taps)
    {
        var (id, number, counter) = taps.Next();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var known = Command(connection, "SELECT code FROM payment WHERE id = $1", id))
        {
            if (await known.ExecuteScalarAsync() is short code)
            {
                return code == 0 ? 1 : 0;
            }
        }

        if (await FindAsync(connection, number) is not { } found || found.Marked(counter) is not { } marked
            || found.Spent + PeerTables.AmountMinor > found.DayLimit || found.Available < PeerTables.AmountMinor)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Part("UPDATE token SET highest = $1, seen = $2 WHERE number = $3", marked.Highest, marked.Seen, number),
                Part(
                    "UPDATE account SET held = held + $1, day = current_date, day_spent = $2 WHERE id = $3",
                    PeerTables.AmountMinor, found.Spent + PeerTables.AmountMinor, found.Account),
                Part("INSERT INTO entry VALUES ($1, $2, -1, $3)", id, found.Account, PeerTables.AmountMinor),
                Part(
                    "INSERT INTO payment VALUES ($1, $2, $3, $4, $5, $6, 0, now())",
                    id, number, found.Account, PeerTables.AmountMinor, PeerTables.Currency, counter),
            },
        };
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return 1;
    }

    private static async Task<Found?> FindAsync(NpgsqlConnection connection, long number)
    {
        await using var command = Command(connection, FindToken, number, PeerTables.Currency);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? new Found(
                reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                reader.GetInt64(5))
            : null;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static NpgsqlBatchCommand Part(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private sealed record Found(int Highest, long Seen, long Account, long Available, long DayLimit, long Spent)
    {
        /// <summary>Null when the counter was used or is too old to know.</summary>
        public (int Highest, long Seen)? Marked(int counter)
        {
            var ahead = counter - Highest;
            if (ahead > 0)
            {
                return (counter, ahead >= Window ? 1 : (Seen << ahead) | 1);
            }

            return -ahead >= Window || ((Seen >> -ahead) & 1) == 1 ? null : (Highest, Seen | (1L << -ahead));
        }
    }
}
