using Tessera.Core;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Journal.Sqlite;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Torture;

/// <summary>
/// Goal: kill -9 in the middle of payments loses none that was answered and doubles none. Method: several phones pay a
/// real server process; it is killed by process id at a random moment and started again, 25 times. Afterwards the
/// journal is folded by this process and compared with what the phones were told.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 25;
    private const int Phones = 6;
    private const long Limit = 100_000_000;

    [Fact]
    public async Task Killing_the_server_in_the_middle_of_payments_loses_none_and_doubles_none()
    {
        var server = new DemoServer();
        try
        {
            var loads = await PrepareAsync(server);
            await TortureAsync(server.Folder, loads);
            Check(server.Folder, loads);
        }
        finally
        {
            Directory.Delete(server.Folder, recursive: true);
        }
    }

    // The phones are activated before the torture begins; their keys live in this process.
    private static async Task<List<TapLoad>> PrepareAsync(DemoServer server)
    {
        await server.InitializeAsync();
        var loads = new List<TapLoad>();
        for (var i = 0; i < Phones; i++)
        {
            var phone = await server.NewPhoneAsync(Limit);
            loads.Add(new TapLoad(phone, DemoIds.CoffeeTill.ToString(), server.Host.DemoKeys!.Coffee));
        }

        await server.StopAsync();
        return loads;
    }

    private async Task TortureAsync(string folder, List<TapLoad> loads)
    {
        var random = new Random(20_141_020);
        using var server = new ServerProcess(folder);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        await server.StartAsync(http);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var running = loads.Select(load => Task.Run(() => load.RunAsync(http, stop.Token))).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 400)));
            server.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(running);
            await server.StartAsync(http);
            foreach (var load in loads)
            {
                await load.SettleAsync(http);
                await load.AskAgainAsync(http, random.Next());
            }
        }

        output.WriteLine(
            $"{Kills} kills, {loads.Sum(load => load.Answers.Count)} payments acknowledged, "
            + $"{loads.Sum(load => load.Lost)} answers lost and asked again");
    }

    private static void Check(string folder, List<TapLoad> loads)
    {
        var files = new SqliteFolder(folder);
        using var rows = new SqliteRows(files);
        Assert.True(JournalVerifier.Verify(rows).IsSound);
        var authorised = Events(rows).OfType<PaymentEvent.Authorised>().ToList();
        var effects = authorised.ToLookup(e => e.Payment.Id.ToString(), StringComparer.Ordinal);
        var told = loads.SelectMany(load => load.Answers).ToList();

        Assert.True(told.Count >= Kills * Phones, "the load did not run");
        Assert.All(told, answer => Assert.Single(effects[answer.Payment]));
        Assert.Equal(told.Count, authorised.Count);
        Assert.Equal(authorised.Count, authorised.Select(e => (e.Payment.Token, e.Payment.Atc)).Distinct().Count());

        var fold = ShardLoader.Fold(rows, new ColdRowsKept());
        Assert.All(TrialBalance.Of(fold.State.Ledger).Sums(), sum => Assert.Equal(Int128.Zero, sum.Value));
        var held = authorised.GroupBy(e => e.Payment.FundingAccount).ToList();
        Assert.All(held, group => Assert.Equal(
            Limit - group.Sum(e => e.Payment.AuthorisedMinor), fold.State.Ledger.AvailableMinor(group.Key)));
    }

    private static IEnumerable<CoreEvent> Events(SqliteRows rows)
    {
        var facts = EventBatch.FactsOf(rows);
        return JournalWalk.All(rows).SelectMany(row => EventBatch.Read(row, facts));
    }
}
