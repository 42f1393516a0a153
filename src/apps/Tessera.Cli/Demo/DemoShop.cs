using System.Security.Cryptography;
using Tessera.Client;
using Tessera.Client.Payments;
using Tessera.Client.Wire;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Demo;

/// <summary>
/// A till whose messages the demo can send twice, or elsewhere: the same kernel as a real till, but it hands out the
/// request instead of sending it once.
/// </summary>
internal sealed class DemoShop(TesseraClient client, string terminal, string terminalCode, TimeProvider time)
{
    private static readonly byte[] QvsdcIdentifier = Hex.Read("F0544553534552410101");
    private static readonly byte[] MChipIdentifier = Hex.Read("F0544553534552410102");

    private int trace;

    public TesseraClient Client => client;

    /// <summary>What a till of the demo knows about itself; above the CVM limit it asks for verification.</summary>
    public static ReaderConfiguration Reader(string terminalCode, long cvmLimitMinor) => new()
    {
        Currency = Currency.Usd,
        CountryNumber = 840,
        TerminalIdentification = terminalCode,
        MerchantCategoryCode = 5814,
        Applications =
        [
            new ReaderApplication(
                QvsdcIdentifier, ReaderApplication.QvsdcKernel, ReaderLimits.OnlineOnly(cvmLimitMinor)),
            new ReaderApplication(
                MChipIdentifier, ReaderApplication.MChipKernel, ReaderLimits.OnlineOnly(cvmLimitMinor)),
        ],
    };

    /// <summary>Runs the kernel against the card and makes the request for the acquirer.</summary>
    public CreatePayment Tap(long amountMinor, CardChannel card, long cvmLimitMinor = 5_000)
    {
        trace++;
        var unpredictable = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        var request = new TapRequest(
            new Money(amountMinor, Currency.Usd), time.GetUtcNow().UtcDateTime, unpredictable, trace);
        var outcome = new ContactlessReader(Reader(terminalCode, cvmLimitMinor)).Run(request, card);
        if (outcome is not TapOutcome.OnlineRequest online)
        {
            throw new DemoException($"the card did not ask to go online: {outcome}");
        }

        return RestAcquirer.RequestOf(online.Authorisation, terminal, trace);
    }

    /// <summary>The same tap as this shop would have sent it, had it overheard it.</summary>
    public CreatePayment Overheard(CreatePayment tap) => tap with { Terminal = terminal, TraceNumber = ++trace };

    public Task<Payment> SendAsync(CreatePayment tap, string? key = null) =>
        client.Payments.AuthoriseAsync(tap, key is null ? null : new ApiCall { IdempotencyKey = key });
}
