using System.Collections.Concurrent;
using Tessera.Cli.Demo;
using Tessera.Device.Wallet;
using Tessera.Server.Demo;

namespace Tessera.Cli.Load;

/// <summary>Enrols cards and brings each onto a phone of its own through the public door.</summary>
internal static class LoadPhones
{
    private const int AtOnce = 16;

    public static async Task<VolatilePhone[]> ActivateAsync(
        LoadServer server, int count, byte? cryptogramVersion, CancellationToken cancel)
    {
        var cards = await LoadCards.OpenAsync(server, count, cancel);
        var wallet = server.Client(await server.GrantAsync("wallet", DemoIds.Wallet.ToString(), cancel));
        var phones = new ConcurrentBag<VolatilePhone>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (i, stop) => phones.Add(await VolatilePhone.ActivateAsync(
                wallet,
                new PhoneOrder(await cards.EnrolAsync(i, stop), LoadCards.Expiry, ActivationChapter.Signals())
                {
                    CryptogramVersion = cryptogramVersion,
                },
                TimeProvider.System, stop)));
        return [.. phones];
    }
}
