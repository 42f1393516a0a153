using Tessera.Client;
using Tessera.Client.Activation;

namespace Tessera.Device.Wallet;

/// <summary>
/// A plastic card as the bureau makes it: a device of one card without a holder's verification, whose chip pays under
/// the card's own number.
/// </summary>
public static class PlasticCard
{
    /// <summary>Puts a card's chip data into an empty device; it pays at once.</summary>
    public static async Task<WalletCard> PersonaliseAsync(
        PhoneWallet device,
        TesseraClient issuer,
        string card,
        CardProfile profile,
        string label,
        CancellationToken cancel = default)
    {
        var credentials = await issuer.Cards.PersonaliseAsync(card, profile, device.PublicKey(), cancel);
        device.Put(CardActivation.Unseal(device, credentials, provisioning: "", label));
        return device.Confirm(credentials.Token);
    }
}
