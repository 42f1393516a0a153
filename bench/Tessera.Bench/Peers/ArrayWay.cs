using Npgsql;

namespace Tessera.Bench.Peers;

/// <summary>Many authorisations as arrays to one function, in one transaction.</summary>
internal sealed class ArrayWay(int perCall) : IPeerWay
{
    public string Name => $"arrays of {perCall} to one function";

    public int PerCall => perCall;

    public async Task<long> CallAsync(NpgsqlConnection connection, PeerTaps taps)
    {
        var (ids, numbers, counters) = (new long[perCall], new long[perCall], new int[perCall]);
        for (var i = 0; i < perCall; i++)
        {
            (ids[i], numbers[i], counters[i]) = taps.Next();
        }

        await using var command = new NpgsqlCommand("SELECT authorise_many($1, $2, $3, $4, $5)", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long[]> { TypedValue = ids },
                new NpgsqlParameter<long[]> { TypedValue = numbers },
                new NpgsqlParameter<int[]> { TypedValue = counters },
                new NpgsqlParameter<long> { TypedValue = PeerTables.AmountMinor },
                new NpgsqlParameter<short> { TypedValue = PeerTables.Currency },
            },
        };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
