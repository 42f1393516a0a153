using System.Security.Cryptography;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Tokens;
using Tessera.Device.Storage;
using Tessera.Emv.Applet;
using Tessera.Emv.InApp;
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
    private readonly HolderVerification _verification;
    private LoadedCard? _card;

    private VolatilePhone(TimeProvider time)
    {
        _time = time;
        _verification = new HolderVerification(time, TimeSpan.FromMinutes(1));
    }

    /// <summary>Registers a phone and brings one card onto it.</summary>
    /// <exception cref="WalletException">The issuer declined, or wants more than the order allows for.</exception>
    public static async Task<VolatilePhone> ActivateAsync(
        TesseraClient wallet, PhoneOrder order, TimeProvider time, CancellationToken cancel = default)
    {
        var phone = new VolatilePhone(time);
        try
        {
            await phone.ActivateAsync(wallet, order, cancel);
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

    /// <summary>Pays an order in an app, its holder verified, as if at the given time.</summary>
    public InAppPayment PayInApp(InAppOrder order, DateTimeOffset at)
    {
        _verification.Confirm();
        return _card!.PayInApp(order, _verification, at);
    }

    public void Dispose()
    {
        _card?.Dispose();
        _key.Dispose();
    }

    private async Task ActivateAsync(TesseraClient wallet, PhoneOrder order, CancellationToken cancel)
    {
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(_key, point);
        var device = await wallet.Devices.RegisterAsync(
            new RegisterDevice { Name = "Phone", PublicKey = Convert.ToBase64String(point) }, cancel: cancel);
        var begun = await wallet.Provisionings.CreateAsync(
            new CreateProvisioning { Device = device.Id, Pan = order.Pan, Expiry = order.Expiry }, cancel: cancel);
        await wallet.Provisionings.AcceptTermsAsync(begun.Id, new AcceptTerms(begun.Terms!.Version), cancel: cancel);
        var linked = await wallet.Provisionings.LinkAsync(begun.Id, new LinkDevice(order.Signals), cancel: cancel);
        if (linked is { State: ProvisioningState.StepUp, CodeMethods: [var method, ..] } && order.ReadCode is { } read)
        {
            await wallet.Provisionings.SendCodeAsync(begun.Id, new SendCode(method.Kind), cancel: cancel);
            linked = await wallet.Provisionings.SubmitCodeAsync(
                begun.Id, new SubmitCode(await read(begun.Id, cancel)), cancel: cancel);
        }

        if (linked.State != ProvisioningState.Approved)
        {
            throw new WalletException("The issuer did not approve the card.");
        }

        await LoadAsync(wallet, begun.Id, order, cancel);
    }

    private async Task LoadAsync(
        TesseraClient wallet, string provisioning, PhoneOrder order, CancellationToken cancel)
    {
        var credentials = await wallet.Provisionings.FetchCredentialsAsync(provisioning, CardProfile.Qvsdc, cancel);
        var opened = SealedKeys.Open(_key, credentials);
        await wallet.Provisionings.ConfirmAsync(provisioning, opened.KeyId, cancel: cancel);
        _card = new LoadedCard(
            new StoredCard
            {
                Token = credentials.Token,
                Provisioning = provisioning,
                Label = "Card",
                Profile = order.CryptogramVersion is { } version
                    ? credentials.Profile with { CryptogramVersion = version }
                    : credentials.Profile,
                KeyId = opened.KeyId,
                KeyNumber = opened.KeyNumber,
                LastCounter = credentials.KeyUses ?? 0,
                KeyExpiresAt = _time.GetUtcNow().AddHours(credentials.KeyLifeHours ?? 0),
                Keys = opened.Keys,
                IsConfirmed = true,
            },
            new VolatileAtcStore(), _verification, _time);
    }
}
