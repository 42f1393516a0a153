using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;
using Tessera.Primitives;
using Tessera.Terminal.Acceptance;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Tills;

/// <summary>A till and a device to hold to it.</summary>
internal static class TillRig
{
    public static readonly ReaderConfiguration Reader = new()
    {
        Currency = Currency.Usd,
        CountryNumber = 840,
        TerminalIdentification = "TILL0001",
        Applications =
        [
            new ReaderApplication(Hex.Read("F0544553534552410101"), 3, ReaderLimits.OnlineOnly(5_000)),
        ],
    };

    public static Money Dollars(long minor) => new(minor, Currency.Usd);

    public static TillSettings Settings(AcceptancePolicy? policy = null) => new()
    {
        Reader = Reader,
        MerchantName = "CORNER SHOP",
        Policy = policy ?? new AcceptancePolicy
        {
            Systems =
            [
                new PaymentSystem("tessera", "F054455353455241"),
                new PaymentSystem("city_wallet", "F054455353455241", "999910"),
            ],
        },
    };

    public static CardChannel Card(HolderVerification? verification = null)
    {
        Assert.True(Pan.TryRead("9999100000000016", out var pan, out _));
        var card = new CardPersonalisation
        {
            Identifier = Hex.Read("F0544553534552410101"),
            Label = "TESSERA",
            Pan = pan,
            SequenceNumber = 1,
            ExpiryYymm = "3012",
            CountryNumber = 840,
            CurrencyNumber = 840,
            Cryptogram = CryptogramProfile.TesseraAesShort,
            KeyIndex = 1,
        };
        var application = new CardApplication(
            card, new PinnedKey(KeyAlgorithm.Aes, new byte[16]), new VolatileAtcStore());
        var applet = new CardApplet(
            [application], verification ?? new HolderVerification(TimeProvider.System, TimeSpan.FromMinutes(1)));
        return command => applet.Respond(command.Span);
    }

    public static IsoAcquirer Link(
        FakeAcquirer acquirer, TillMemory memory, Func<byte[], byte[]>? mac = null) => new(
        new IsoSettings
        {
            Mac = mac,
            Host = "127.0.0.1",
            Port = acquirer.Port,
            Acquirer = "510001",
            TerminalNumber = "TILL0001",
            MerchantNumber = "SHOP1",
            MerchantCategoryCode = 5411,
        },
        memory,
        acquirer.Time);
}
