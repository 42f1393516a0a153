using System.Collections.Concurrent;
using System.Globalization;
using Tessera.Cli.Demo;
using Tessera.Device.Wallet;

namespace Tessera.Cli.Load;

/// <summary>Enrols cards and brings each onto a phone of its own through the public door.</summary>
internal static class LoadPhones
{
    private const string Expiry = "2039-12";
    private const int AtOnce = 8;
    private const long CreditLimit = 1_000_000_000_00;

    public static async Task<VolatilePhone[]> ActivateAsync(LoadServer server, int count, CancellationToken cancel)
    {
        var issuer = server.Client("issuer");
        var wallet = server.Client("wallet");
        var phones = new ConcurrentBag<VolatilePhone>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (serial, stop) =>
            {
                var (pan, _) = await DemoStage.EnrolAsync(
                    issuer, serial.ToString(CultureInfo.InvariantCulture), Expiry, CreditLimit, stop);
                phones.Add(await VolatilePhone.ActivateAsync(
                    wallet, pan, Expiry, ActivationChapter.Signals(), TimeProvider.System, stop));
            });
        return [.. phones];
    }
}
