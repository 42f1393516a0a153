using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvApplet;

/// <summary>A device with one application whose issuer key the test knows.</summary>
internal sealed class TestDevice
{
    public const string QvsdcName = "F0544553534552410101";
    public const string MChipName = "F0544553534552410102";
    public const byte KeyIndex = 0x05;

    private static readonly byte[] IssuerKey = Hex.Read("9E15204313F7318ACB79B90BD986AD29");

    public TestDevice(
        CryptogramProfile profile,
        IAtcStore? store = null,
        bool hasRecords = false,
        Func<CardPersonalisation, CardPersonalisation>? change = null,
        AppletInterface way = AppletInterface.Contactless)
    {
        Assert.True(Pan.TryRead("9999100000000016", out var pan, out _));
        var rules = CryptogramRules.For(profile);
        var isMChip = rules.Format == IssuerApplicationFormat.MChip;
        var personalisation = new CardPersonalisation
        {
            Identifier = Hex.Read(isMChip ? MChipName : QvsdcName),
            Label = "TESSERA",
            Pan = pan,
            SequenceNumber = 1,
            ExpiryYymm = "3012",
            CountryNumber = 840,
            CurrencyNumber = 840,
            Cryptogram = profile,
            KeyIndex = KeyIndex,
            HasRecords = hasRecords,
        };
        personalisation = change?.Invoke(personalisation) ?? personalisation;
        Key = new byte[16];
        CardKey.Derive(OptionFor(rules), IssuerKey, new CardIdentity(pan, 1), Key);
        Verification = new HolderVerification(Time, TimeSpan.FromSeconds(60));
        Application = new CardApplication(
            personalisation, new PinnedKey(rules.Algorithm, Key), store ?? new VolatileAtcStore())
        {
            MessagingKey = new PinnedKey(KeyAlgorithm.TripleDes, OtherKey),
            ChecksumKey = new PinnedKey(KeyAlgorithm.TripleDes, OtherKey),
        };
        Applet = new CardApplet([Application], Verification) { Interface = way };
    }

    /// <summary>Card key of scripts and of CVC3.</summary>
    public static byte[] OtherKey { get; } = Hex.Read("1122334455667788A1B2C3D4E5F60718");

    /// <summary>The card key.</summary>
    public byte[] Key { get; }

    public VirtualTime Time { get; } = new();

    public HolderVerification Verification { get; }

    public CardApplication Application { get; }

    public CardApplet Applet { get; }

    public string Send(string command) => Hex.Write(Applet.Respond(Hex.Read(command)));

    public ReadOnlyMemory<byte> Channel(ReadOnlyMemory<byte> command) => Applet.Respond(command.Span);

    /// <summary>
    /// What the issuer would say: the cryptogram is right, and whether its covered part shows verification.
    /// </summary>
    public static (bool IsValid, bool IsHolderVerified) Judge(Pan pan, int sequenceNumber, ReadOnlySpan<byte> field55)
    {
        if (!CryptogramElements.TryRead(field55, out var elements, out _)
            || !IssuerApplication.TryRead(elements.IssuerApplication, out var issuer, out _)
            || !CryptogramRules.TryFind(issuer, out var rules)
            || issuer.KeyIndex != KeyIndex)
        {
            return (false, false);
        }

        var key = new byte[16];
        var expected = new byte[8];
        CardKey.Derive(OptionFor(rules), IssuerKey, new CardIdentity(pan, sequenceNumber), key);
        var isValid = ApplicationCryptogram.TryCompute(rules, key, elements, expected, out _)
            && elements.Cryptogram.SequenceEqual(expected);
        return (isValid, isValid && issuer.HolderVerifiedByCard);
    }

    private static CardKeyOption OptionFor(CryptogramRules rules) =>
        rules.Algorithm == KeyAlgorithm.Aes ? CardKeyOption.C : CardKeyOption.A;
}
