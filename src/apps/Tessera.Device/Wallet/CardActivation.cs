using System.Globalization;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Wire;
using Tessera.Device.Storage;

namespace Tessera.Device.Wallet;

/// <summary>
/// One card on its way onto the phone: eligibility, terms, link with device signals, one-time code where the issuer
/// wants one, credentials. Each step may be taken again.
/// </summary>
public sealed class CardActivation(PhoneWallet wallet, TesseraClient client)
{
    /// <summary>What the server answered last.</summary>
    public Provisioning? Current { get; private set; }

    private string Id => Current?.Id ?? throw new WalletException("The activation has not begun.");

    /// <summary>Asks whether the card may become a token on this phone.</summary>
    public async Task<Provisioning> BeginAsync(string pan, string expiry, CancellationToken cancel = default)
    {
        var device = wallet.Device ?? throw new WalletException("The phone is not registered.");
        return Take(await client.Provisionings.CreateAsync(
            new CreateProvisioning { Device = device, Pan = pan, Expiry = expiry }, cancel: cancel));
    }

    /// <summary>Accepts the terms that the server shows.</summary>
    public async Task<Provisioning> AcceptTermsAsync(CancellationToken cancel = default)
    {
        var terms = Current?.Terms ?? throw new WalletException("There are no terms to accept.");
        return Take(await client.Provisionings.AcceptTermsAsync(Id, new AcceptTerms(terms.Version), cancel: cancel));
    }

    /// <summary>Links the card; the issuer chooses the path by the signals.</summary>
    public async Task<Provisioning> LinkAsync(DeviceSignals signals, CancellationToken cancel = default) =>
        Take(await client.Provisionings.LinkAsync(Id, new LinkDevice(signals), cancel: cancel));

    /// <summary>Asks for a one-time code by one of the methods offered.</summary>
    public async Task<Provisioning> SendCodeAsync(string method, CancellationToken cancel = default) =>
        Take(await client.Provisionings.SendCodeAsync(Id, new SendCode(method), cancel: cancel));

    /// <summary>Hands in the code; a wrong one throws with the problem's code.</summary>
    public async Task<Provisioning> SubmitCodeAsync(string code, CancellationToken cancel = default) =>
        Take(await client.Provisionings.SubmitCodeAsync(Id, new SubmitCode(code), cancel: cancel));

    /// <summary>
    /// Fetches the credentials, opens and stores them, then tells the server. The token pays only after the server has
    /// answered; when the answer is lost this is called again, or <see cref="ResumeAsync"/> after a restart.
    /// </summary>
    public async Task<WalletCard> CompleteAsync(
        CardProfile profile, string label, CancellationToken cancel = default)
    {
        // The server hands out no credentials once it has been told.
        if (wallet.FindUnconfirmed(Id) is { } held && held.Profile.Profile == profile)
        {
            return await ConfirmAsync(held, cancel);
        }

        var credentials = await client.Provisionings.FetchCredentialsAsync(Id, profile, cancel);
        var fetched = Unseal(wallet, credentials, Id, label) with { CardLastFour = Current?.CardLastFour };
        wallet.Put(fetched);
        return await ConfirmAsync(fetched, cancel);
    }

    /// <summary>
    /// Finishes the activation of a token whose credentials the phone stored and whose confirmation got no answer.
    /// </summary>
    /// <exception cref="WalletException">No token of the phone waits for that.</exception>
    public async Task<WalletCard> ResumeAsync(string provisioning, CancellationToken cancel = default)
    {
        var held = wallet.FindUnconfirmed(provisioning)
            ?? throw new WalletException("No token of this activation waits to be confirmed.");
        return await ConfirmAsync(held, cancel);
    }

    /// <summary>Opens what the server sealed to this device.</summary>
    internal static StoredCard Unseal(
        PhoneWallet wallet, SealedCredentials credentials, string provisioning, string label)
    {
        var opened = wallet.Open(credentials);
        return new StoredCard
        {
            Token = credentials.Token,
            Provisioning = provisioning,
            Label = label,
            Profile = credentials.Profile,
            KeyId = opened.KeyId,
            KeyNumber = opened.KeyNumber,
            LastCounter = credentials.KeyUses ?? 0,
            KeyExpiresAt = wallet.Now.AddHours(credentials.KeyLifeHours ?? 0),
            Keys = opened.Keys,
        };
    }

    // Credentials that were fetched again may have another key, and confirming them is then another act.
    private static string ConfirmationKey(StoredCard held) =>
        string.Create(CultureInfo.InvariantCulture, $"confirm-{held.Provisioning}-{held.KeyId}");

    private async Task<WalletCard> ConfirmAsync(StoredCard held, CancellationToken cancel)
    {
        Take(await client.Provisionings.ConfirmAsync(
            held.Provisioning, held.KeyId, new ApiCall { IdempotencyKey = ConfirmationKey(held) }, cancel));
        return wallet.Confirm(held.Token);
    }

    private Provisioning Take(Provisioning answer)
    {
        // Answers to later steps leave out what an earlier step decided.
        Current = answer with
        {
            CardLastFour = answer.CardLastFour ?? Current?.CardLastFour,
            Terms = answer.Terms ?? Current?.Terms,
        };
        return Current;
    }
}
