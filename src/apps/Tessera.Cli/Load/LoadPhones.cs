using System.Collections.Concurrent;
using System.Globalization;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Cards;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;

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
                var pan = await EnrolAsync(issuer, serial, stop);
                phones.Add(await VolatilePhone.ActivateAsync(
                    wallet, pan, Expiry, Signals(), TimeProvider.System, stop));
            });
        return [.. phones];
    }

    private static async Task<string> EnrolAsync(TesseraClient issuer, int serial, CancellationToken cancel)
    {
        var body = DemoIds.CardPrefix + serial.ToString("D9", CultureInfo.InvariantCulture);
        var pan = body + Luhn.CheckDigit(body);
        var account = await issuer.Accounts.OpenAsync(
            new OpenAccount
            {
                Kind = AccountKind.Credit,
                Currency = "USD",
                CreditLimit = CreditLimit,
                CustomerSince = "2020-01-01",
            },
            cancel: cancel);
        await issuer.Cards.CreateAsync(
            new CreateCard
            {
                Account = account.Id,
                Pan = pan,
                Expiry = Expiry,
                Holder = new CardHolder { Name = "Load Holder", Phone = "+1 555 0100" },
            },
            cancel: cancel);
        return pan;
    }

    private static DeviceSignals Signals() => new()
    {
        DeviceScore = 5,
        AccountScore = 5,
        DaysSinceAccountChange = DeviceSignals.Never,
        DaysSinceChannelChange = DeviceSignals.Never,
        DaysSinceLostMode = DeviceSignals.Never,
        NamesOnDevice = 1,
    };
}
