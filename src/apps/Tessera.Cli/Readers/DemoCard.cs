using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Cli.Readers;

/// <summary>
/// A card for trying readers: both applications of Tessera's scheme under a published key. No server knows its
/// number, so nothing it says is worth money.
/// </summary>
internal sealed class DemoCard : IDisposable
{
    private const ulong Number = 9_999_109_999_999_991;
    private const int NumberLength = 16;

    private static readonly TimeSpan VerificationLifetime = TimeSpan.FromSeconds(60);

    private readonly PinnedKey _key = new(KeyAlgorithm.Aes, [.. Enumerable.Range(0, 16).Select(i => (byte)i)]);
    private readonly HolderVerification _verification = new(TimeProvider.System, VerificationLifetime);
    private readonly CardApplet _applet;

    public DemoCard() => _applet = new CardApplet(
        [
            Application("F0544553534552410101", 1, CryptogramProfile.TesseraAesShort),
            Application("F0544553534552410102", 2, CryptogramProfile.TesseraAesMChip),
        ],
        _verification);

    public CardChannel Present()
    {
        _applet.Reset();
        return command => _applet.Respond(command.Span);
    }

    public bool Verify()
    {
        _verification.Confirm();
        return true;
    }

    public void Dispose() => _key.Dispose();

    private CardApplication Application(string identifier, int priority, CryptogramProfile profile) => new(
        new CardPersonalisation
        {
            Identifier = Hex.Read(identifier),
            Label = "TESSERA TRIAL",
            Priority = priority,
            Pan = Pan.FromNumber(Number, NumberLength),
            SequenceNumber = 1,
            ExpiryYymm = "3112",
            CountryNumber = 840,
            CurrencyNumber = Currency.Usd.Number,
            Cryptogram = profile,
            KeyIndex = 1,
            HasRecords = true,
        },
        _key,
        new VolatileAtcStore());
}
