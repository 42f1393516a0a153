using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Cli.Demo;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Cli.Torture.Customers;

/// <summary>A customer's phone, and the kernel of the till that it is held to. When a token's counter comes near its
/// end the next tap is made with a new one.</summary>
internal sealed class Purse(string tillCode, Func<CancellationToken, Task<VolatilePhone>> activate) : IDisposable
{
    private const int MostTaps = 60_000;

    private readonly ReaderConfiguration reader = DemoShop.Reader(tillCode, cvmLimitMinor: 5_000);
    private VolatilePhone? phone;
    private int taps;

    /// <summary>Only while the server is reachable: activation asks it.</summary>
    public async Task FillAsync(CancellationToken cancel)
    {
        if (phone is null || taps > MostTaps)
        {
            phone?.Dispose();
            phone = await activate(cancel);
            taps = 0;
        }
    }

    public TapAuthorisation Tap(long amountMinor, int trace)
    {
        taps++;
        var unpredictable = BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(4));
        var request = new TapRequest(
            new Money(amountMinor, Currency.Usd), TimeProvider.System.GetUtcNow().UtcDateTime, unpredictable, trace);
        return new ContactlessReader(reader).Run(request, phone!.Present()) is TapOutcome.OnlineRequest online
            ? online.Authorisation
            : throw new TortureException("A phone did not ask to go online.");
    }

    public void Dispose() => phone?.Dispose();
}
