using Tessera.Client.Activation;
using Tessera.Device.Storage;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.InApp;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Device.Wallet;

/// <summary>A token with its keys in memory and its applet.</summary>
internal sealed class LoadedCard : IDisposable
{
    private readonly DeviceCardKeys _keys;
    private readonly CardApplication _application;

    /// <summary>Loads a token; the counter is the card's own once this has returned.</summary>
    public LoadedCard(StoredCard stored, IAtcStore counter, HolderVerification verification, TimeProvider time)
    {
        Stored = stored;
        var rules = RulesOf(stored.Profile);
        if (!DeviceCardKeys.TryRead(stored.Keys, out var keys, out _) || keys.For(rules.Algorithm) is not { } key)
        {
            throw new WalletException("The credentials hold no key for their cryptogram version.");
        }

        _keys = keys;
        Counter = counter;
        _application = new CardApplication(
            Personalise(stored, rules), key,
            stored.KeyNumber == 0
                ? counter
                : new LimitedCounter(counter, stored.LastCounter, stored.KeyExpiresAt, time))
        {
            ChecksumKey = stored.Profile.MagStripe ? keys.TripleDes : null,
        };
        Applet = new CardApplet([_application], verification);
        ApplyState(isBlocked: false);
    }

    public StoredCard Stored { get; private set; }

    public IAtcStore Counter { get; }

    public CardApplet Applet { get; }

    public void Update(StoredCard stored, bool isBlocked)
    {
        Stored = stored;
        ApplyState(isBlocked);
    }

    /// <summary>An unconfirmed token and a blocked phone do not pay.</summary>
    public void ApplyState(bool isBlocked) => _application.State =
        Stored.State == AppletState.Active && (isBlocked || !Stored.IsConfirmed)
            ? AppletState.Suspended
            : Stored.State;

    public WalletCard Show() => new(
        Stored.Token,
        Stored.Label,
        Stored.Profile.TokenNumber[^4..],
        Stored.CardLastFour,
        Stored.Profile.Expiry,
        _application.State,
        Stored.IsConfirmed,
        Stored.Provisioning,
        UsesLeft());

    public bool IsGenuineAnswer(ReadOnlySpan<byte> field55, ReadOnlySpan<byte> response)
    {
        var rules = RulesOf(Stored.Profile);
        return _keys.For(rules.Algorithm) is { } key && IssuerAnswer.IsGenuine(rules, key, field55, response);
    }

    /// <summary>Pays an order in an app; the verification is used up.</summary>
    public InAppPayment PayInApp(InAppOrder order, HolderVerification verification, DateTimeOffset now)
    {
        var seconds = (uint)now.ToUnixTimeSeconds();
        return InAppCryptogram.TryMake(_application, verification, order, seconds, out var made)
            ? new InAppPayment(
                Stored.Profile.TokenNumber, Stored.Profile.Expiry, Stored.Profile.SequenceNumber,
                Convert.ToHexString(made!.ToBytes()))
            : throw new WalletException("The holder was not verified, or the token cannot pay.");
    }

    private int? UsesLeft() => Stored.KeyNumber == 0 || !Counter.TryRead(out var used)
        ? null
        : Math.Max(0, Stored.LastCounter - used);

    /// <summary>Ends the card; its counter goes on under new credentials.</summary>
    public void Retire()
    {
        _application.State = AppletState.Locked;
        _keys.Dispose();
    }

    public void Dispose()
    {
        Retire();
        (Counter as IDisposable)?.Dispose();
    }

    private static CryptogramRules RulesOf(CredentialProfile profile)
    {
        var format = profile.Profile switch
        {
            CardProfile.Qvsdc => IssuerApplicationFormat.VisaShort,
            CardProfile.Mchip => IssuerApplicationFormat.MChip,
            _ => throw new WalletException("The server named a card profile that this phone does not have."),
        };
        return CryptogramRules.All.FirstOrDefault(
                rules => rules.Format == format && rules.Version == profile.CryptogramVersion)
            ?? throw new WalletException("The server named a cryptogram version that this phone does not have.");
    }

    private static CardPersonalisation Personalise(StoredCard stored, CryptogramRules rules)
    {
        var profile = stored.Profile;
        var isComplete = Pan.TryRead(profile.TokenNumber, out var number, out _)
            & Hex.TryRead(profile.ApplicationId.AsSpan(), out var identifier, out _)
            & profile.Expiry is { Length: 7 }
            & profile.SequenceNumber is >= 0 and <= 99;
        if (!isComplete || identifier.Length is < 5 or > 16)
        {
            throw new WalletException("The server sent a card profile that cannot be personalised.");
        }

        return new CardPersonalisation
        {
            Identifier = identifier,
            Label = stored.Label.Length > 16 ? stored.Label[..16] : stored.Label,
            Pan = number,
            SequenceNumber = profile.SequenceNumber,
            ExpiryYymm = string.Concat(profile.Expiry.AsSpan(2, 2), profile.Expiry.AsSpan(5, 2)),
            CountryNumber = profile.CountryCode,
            CurrencyNumber = profile.CurrencyCode,
            Cryptogram = rules.Profile,
            KeyIndex = stored.KeyId,
            KeyNumber = stored.KeyNumber,
            HasMagStripeMode = profile.MagStripe,
        };
    }
}
