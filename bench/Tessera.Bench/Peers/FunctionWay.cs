using Npgsql;
using NpgsqlTypes;

namespace Tessera.Bench.Peers;

/// <summary>One call of a server function per authorisation, each a transaction.</summary>
internal sealed class FunctionWay : IPeerWay
{
    public string Name => "one function call each";

    public int PerCall => 1;

    public async Task<long> CallAsync(NpgsqlConnection connection, PeerTaps taps)
    {
        var (id, number, counter) = taps.Next();
        await using var command = new NpgsqlCommand("SELECT authorise($1, $2, $3, $4, $5)", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = id },
                new NpgsqlParameter<long> { TypedValue = number },
                new NpgsqlParameter<int> { TypedValue = counter },
                new NpgsqlParameter<long> { TypedValue = PeerTables.AmountMinor },
                new NpgsqlParameter<short> { TypedValue = PeerTables.Currency, NpgsqlDbType = NpgsqlDbType.Smallint },
            },
        };
        return (short)(await command.ExecuteScalarAsync())! == 0 ? 1 : 0;
    }
}
