using System.Globalization;
using System.Text.RegularExpressions;
using Tessera.Bench.Measuring;

namespace Tessera.Bench.Peers;

/// <summary>PostgreSQL's own benchmark: TPC-B, which is three updates, a select and an insert.</summary>
internal sealed partial class PgBench(PostgresServer server)
{
    public Task PrepareAsync(int scale) => server.RunAsync("pgbench", [.. Address, "-i", "-q", "-s", $"{scale}"]);

    public async Task<Run> MeasureAsync(int clients, TimeSpan time)
    {
        var output = await server.RunAsync(
            "pgbench",
            [.. Address, "-c", $"{clients}", "-j", "2", "-M", "prepared", "-n", "-T", $"{time.TotalSeconds:F0}"]);
        return new Run { RatePerS = Read(output, Rate()), P50Ms = Read(output, Latency()) };
    }

    private string[] Address => ["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", PostgresServer.User, "postgres"];

    private static double Read(string output, Regex value) =>
        double.Parse(value.Match(output).Groups["value"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = (?<value>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"latency average = (?<value>[\d.]+) ms", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Latency();
}
