using System.Diagnostics;
using Tessera.Cli.Demo;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Device;
using Tessera.Device.Wallet;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load.Activations;

/// <summary>Activations through the public door: of a hundred phones sixty have good signals, thirty-five are asked for
/// a one-time code, and five are declined. Each phone makes its key pair and opens the keys that are sealed to it.
/// </summary>
internal sealed class ActivationLoad(ActivationSettings settings, LoadServer server, Action<string> tell)
{
    private const string Declined = "red_path";

    private TesseraClient wallet = null!;
    private LoadCards cards = null!;

    public static async Task<LoadReport> RunAsync(
        ActivationSettings settings, LoadTarget target, Action<string> tell, CancellationToken cancel)
    {
        using var server = await LoadServer.OpenAsync(target, tell, cancel);
        return await new ActivationLoad(settings, server, tell).RunAsync(cancel);
    }

    /// <summary>Whether a phone of the mix is declined, asked, or let through at once.</summary>
    public static ProvisioningPath PathOf(int serial) => (serial * 37 % 100) switch
    {
        < 60 => ProvisioningPath.Green,
        < 95 => ProvisioningPath.Yellow,
        _ => ProvisioningPath.Red,
    };

    private async Task<LoadReport> RunAsync(CancellationToken cancel)
    {
        wallet = server.Client(await server.GrantAsync("wallet", DemoIds.Wallet.ToString(), cancel));
        cards = await LoadCards.OpenAsync(server, settings.Count, cancel);
        var start = Stopwatch.GetTimestamp();
        await EachAsync("cards enrolled", async (serial, _) => await cards.EnrolAsync(serial, cancel), cancel);
        var setUp = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var counted = (await server.Operator.Statistics.ActivationsAsync(cancel)).Completed;
        var journal = server.Data is { } data ? new ActivationCount(data) : null;
        var journaled = journal?.Read();
        var report = await MeasureAsync(cancel);
        counted = await CountedAsync(counted + report.Accepted, cancel) - counted;
        return report with
        {
            SetUpSeconds = Math.Round(setUp, 1),
            Counted = counted,
            Journaled = journal?.Read() - journaled,
        };
    }

    private async Task<LoadReport> MeasureAsync(CancellationToken cancel)
    {
        var own = ProcessCpu.OfThisProcess();
        var before = await server.ReadMetricsAsync(cancel);
        var start = Stopwatch.GetTimestamp();
        var tally = await EachAsync("activations", (serial, tally) => ActivateAsync(serial, tally, cancel), cancel);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var report = tally.Report("activations", seconds) with
        {
            Errors = settings.Count - tally.Latencies.Count,
            ClientCpuMicros = ProcessCpu.MicrosEach(own, settings.Count),
        };
        var after = await server.ReadMetricsAsync(cancel);
        report = ServerCost.AddTo(report, [after.Since(server.Name, before, settings.Count)]);
        return await server.CatchUpAsync(report, cancel);
    }

    private async Task ActivateAsync(int serial, LoadTally tally, CancellationToken cancel)
    {
        var path = PathOf(serial);
        var order = new PhoneOrder(cards.NumberOf(serial), LoadCards.Expiry, path switch
        {
            ProvisioningPath.Green => ActivationChapter.Signals(),
            ProvisioningPath.Yellow => ActivationChapter.Signals(accountScore: 2),
            _ => ActivationChapter.Signals(deviceScore: 1),
        })
        {
            ReadCode = ReadCodeAsync,
        };
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var phone = await VolatilePhone.ActivateAsync(wallet, order, TimeProvider.System, cancel);
            tally.Accept(Stopwatch.GetTimestamp() - start);
        }
        catch (WalletException) when (path == ProvisioningPath.Red)
        {
            tally.Refuse(Declined, Stopwatch.GetTimestamp() - start);
        }
        catch (TesseraProblemException problem)
        {
            tally.Refuse(problem.Code, Stopwatch.GetTimestamp() - start);
        }
    }

    private async Task<string> ReadCodeAsync(string provisioning, CancellationToken cancel) =>
        (await wallet.Mailbox.ListAsync(provisioning, cancel)).Data is [.., var last]
            ? last.Code
            : throw new LoadException("No one-time code came: the server is no demo.");

    // The read models follow in their own time.
    private async Task<long> CountedAsync(long wanted, CancellationToken cancel)
    {
        for (var asked = 0; ; asked++)
        {
            var counted = (await server.Operator.Statistics.ActivationsAsync(cancel)).Completed;
            if (counted >= wanted || asked > 300)
            {
                return counted;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
    }

    private async Task<LoadTally> EachAsync(
        string what, Func<int, LoadTally, Task> act, CancellationToken cancel)
    {
        using var progress = new LoadProgress(what, settings.Count, tell);
        var next = -1;
        var tallies = await Task.WhenAll(Enumerable.Range(0, settings.InFlight).Select(_ => Task.Run(
            async () =>
            {
                var tally = new LoadTally();
                while (Interlocked.Increment(ref next) is var serial && serial < settings.Count)
                {
                    await act(serial, tally);
                    progress.Done();
                }

                return tally;
            },
            cancel)));
        return LoadTally.Of(tallies);
    }
}
