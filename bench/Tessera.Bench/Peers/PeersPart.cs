using Npgsql;
using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Peers;

/// <summary>PostgreSQL at the same work in three ways, and at its own benchmark.</summary>
internal static class PeersPart
{
    private const string Command = "bench/run --only peers";
    private const int BatchSize = 256;
    private const int PgBenchScale = 20;

    private static readonly int[] PgBenchClients = [8, 32];

    private static readonly (IPeerWay Way, int Connections)[] Ways =
    [
        (new StatementsWay(), 32), (new FunctionWay(), 32), (new FunctionWay(), 64),
        (new ArrayWay(BatchSize), 1), (new ArrayWay(BatchSize), 4),
    ];

    /// <summary>What other figures are compared with: the better of the function's two.</summary>
    public static Figure? Reference(IEnumerable<Topic> topics)
    {
        var name = new FunctionWay().Name;
        var best = topics.SelectMany(topic => topic.Figures)
            .Where(figure => figure.What.Contains(name, StringComparison.Ordinal))
            .MaxBy(figure => figure.RatePerS);
        return best is null ? null : best with { What = "PostgreSQL, " + name };
    }

    public static async Task<Topic> RunAsync(
        PostgresServer server, SuiteSettings settings, Action<string> tell)
    {
        var figures = new List<Figure>();
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        {
            tell($"peers: {settings.Tokens} accounts and tokens in PostgreSQL");
            await PeerTables.CreateAsync(source, settings.Tokens);
            var taps = new PeerTaps(settings.Tokens);
            foreach (var (way, connections) in Ways)
            {
                figures.Add(await RepeatAsync($"{way.Name}, {connections} connections", settings, tell, () =>
                    new PeerRun(source, way, taps).MeasureAsync(connections, settings.WarmUp, settings.Time)));
            }
        }

        var bench = new PgBench(server);
        await bench.PrepareAsync(settings.IsQuick ? 1 : PgBenchScale);
        foreach (var clients in PgBenchClients)
        {
            figures.Add(await RepeatAsync($"pgbench TPC-B, {clients} clients", settings, tell, () =>
                bench.MeasureAsync(clients, settings.Time)));
        }

        return new Topic("peers", "PostgreSQL at the same work", figures, Notes(settings));
    }

    private static IReadOnlyList<string> Notes(SuiteSettings settings) =>
    [
        FormattableString.Invariant(
            $"{settings.Tokens:N0} accounts and tokens, chosen at random; callers and server share the cores."),
        "fsync=on, synchronous_commit=on, shared_buffers=2GB, max_wal_size=8GB, on loopback TCP.",
        "An authorisation looks up its key's answer, token, counter window, limits and funds, and writes "
            + "the token, the account's hold, the payment and an entry: `bench/Tessera.Bench/Peers/Authorisation.sql`. "
            + "A cryptogram is not verified.",
        "Latency is that of a call: of one authorisation, or of a whole array. For pgbench it is the mean.",
        "Commit is the mean time of a flush of the write-ahead log (pg_stat_wal), and what shared one is beside it.",
    ];

    private static async Task<Figure> RepeatAsync(
        string what, SuiteSettings settings, Action<string> tell, Func<Task<Run>> measure)
    {
        var runs = new List<Run>();
        for (var i = 0; i < settings.Runs; i++)
        {
            tell($"peers: {what}, run {i + 1} of {settings.Runs}");
            runs.Add(await measure());
        }

        return new Figure(what, Command, runs);
    }
}
