using System.Globalization;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.InApp;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Actors;

/// <summary>A phone with one token: the real applet over the keys of a real activation. Its counter outlives whatever
/// happens to the network.</summary>
internal sealed class SimPhone
{
    private static readonly byte[] Application = Hex.Read("F0544553534552410101");

    private readonly CardApplication application;
    private readonly CardApplet applet;
    private readonly HolderVerification verification;

    public SimPhone(HolderTemplate holder, PhoneKeys keys, SimClock clock)
    {
        (Holder, Keys) = (holder, keys);
        application = new CardApplication(
            new CardPersonalisation
            {
                Identifier = Application,
                Label = "Card",
                Pan = keys.Number,
                SequenceNumber = 1,
                ExpiryYymm = keys.ExpiryYearMonth.ToString("D4", CultureInfo.InvariantCulture),
                CountryNumber = 840,
                CurrencyNumber = Currency.Usd.Number,
                Cryptogram = CryptogramProfile.TesseraAesShort,
                KeyIndex = keys.KeyIndex,
            },
            keys.Key, new VolatileAtcStore());
        verification = new HolderVerification(clock, TimeSpan.FromMinutes(1));
        applet = new CardApplet([application], verification);
    }

    public HolderTemplate Holder { get; }

    public PhoneKeys Keys { get; }

    /// <summary>Holds the phone to a reader; above the limit its holder is verified first.</summary>
    public CardChannel Present(bool isVerified)
    {
        if (isVerified)
        {
            verification.Confirm();
        }

        applet.Reset();
        return command => applet.Respond(command.Span);
    }

    public InAppCryptogram Pay(InAppOrder order, DateTimeOffset now)
    {
        verification.Confirm();
        Invariant.Check(
            InAppCryptogram.TryMake(
                application, verification, order, (uint)now.ToUnixTimeSeconds(), out var made),
            "a verified holder pays in an app");
        return made!;
    }
}
