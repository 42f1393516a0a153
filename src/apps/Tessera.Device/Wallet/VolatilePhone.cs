using System.Security.Cryptography;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Tokens;
using Tessera.Device.Storage;
using Tessera.Emv.Applet;
using Tessera.Emv.Kernel;
using Tessera.Emv.Keys;

namespace Tessera.Device.Wallet;

/// <summary>
/// A phone with one token that lives in memory only: the same activation, keys and applet as a phone with a folder, but
/// a counter that no restart remembers. For load, where thousands are needed. Not for concurrent use.
/// </summary>
public sealed class VolatilePhone : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly TimeProvider _time;
    private LoadedCard? _card;

    private VolatilePhone(TimeProvider time) => _time = time;

    /// <summary>Registers a phone and brings one card onto it by the way that asks the holder nothing.</summary>
    /// <exception cref="WalletException">The issuer wants more than good signals.</exception>
    public static async Task<VolatilePhone> ActivateAsync(
        TesseraClient wallet,
        string pan,
        string expiry,
        DeviceSignals signals,
        TimeProvider time,
        CancellationToken cancel = default)
    {
        var phone = new VolatilePhone(time);
        try
        {
            await phone.ActivateAsync(wallet, pan, expiry, signals, cancel);
            return phone;
        }
        catch
        {
            phone.Dispose();
            throw;
        }
    }

    /// <summary>Holds the token to a reader. Nobody is verified.</summary>
    public CardChannel Present()
    {
        var applet = _card!.Applet;
        applet.Reset();
        return command => applet.Respond(command.Span);
    }

    public void Dispose()
    {
        _card?.Dispose();
        _key.Dispose();
    }

    private async Task ActivateAsync(
        TesseraClient wallet, string pan, string expiry, DeviceSignals signals, CancellationToken cancel)
    {
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(_key, point);
        var device = await wallet.Devices.RegisterAsync(
            new RegisterDevice { Name = "Phone", PublicKey = Convert.ToBase64String(point) }, cancel: cancel);
        var begun = await wallet.Provisionings.CreateAsync(
            new CreateProvisioning { Device = device.Id, Pan = pan, Expiry = expiry }, cancel: cancel);
        await wallet.Provisionings.AcceptTermsAsync(begun.Id, new AcceptTerms(begun.Terms!.Version), cancel: cancel);
        var linked = await wallet.Provisionings.LinkAsync(begun.Id, new LinkDevice(signals), cancel: cancel);
        if (linked.State != ProvisioningState.Approved)
        {
            throw new WalletException("The issuer did not approve the card at once.");
        }

        var credentials = await wallet.Provisionings.FetchCredentialsAsync(begun.Id, CardProfile.Qvsdc, cancel);
        var opened = SealedKeys.Open(_key, credentials);
        await wallet.Provisionings.ConfirmAsync(begun.Id, opened.KeyId, cancel: cancel);
        _card = new LoadedCard(
            new StoredCard
            {
                Token = credentials.Token,
                Provisioning = begun.Id,
                Label = "Card",
                Profile = credentials.Profile,
                KeyId = opened.KeyId,
                KeyNumber = opened.KeyNumber,
                LastCounter = credentials.KeyUses ?? 0,
                KeyExpiresAt = _time.GetUtcNow().AddHours(credentials.KeyLifeHours ?? 0),
                Keys = opened.Keys,
                IsConfirmed = true,
            },
            new VolatileAtcStore(), new HolderVerification(_time, TimeSpan.Zero), _time);
    }
}
