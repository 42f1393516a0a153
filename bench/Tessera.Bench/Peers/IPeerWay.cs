using Npgsql;

namespace Tessera.Bench.Peers;

/// <summary>One way to authorise in SQL.</summary>
internal interface IPeerWay
{
    string Name { get; }

    /// <summary>Authorisations in one call.</summary>
    int PerCall { get; }

    /// <summary>How many of one call were approved.</summary>
    Task<long> CallAsync(NpgsqlConnection connection, PeerTaps taps);
}
