using Tessera.Emv.Applet;

namespace Tessera.Device.Wallet;

/// <summary>A token as the phone shows it.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Label">Name on the screen.</param>
/// <param name="TokenLastFour">Last four digits of the token number.</param>
/// <param name="CardLastFour">Last four digits of the funding card, when known.</param>
/// <param name="Expiry"><c>YYYY-MM</c>.</param>
/// <param name="State">Whether it can pay.</param>
/// <param name="IsConfirmed">False while the server does not know that the phone holds its keys.</param>
/// <param name="Provisioning">Id of its activation, by which one that is not confirmed is resumed.</param>
/// <param name="UsesLeft">Payments that its limited-use key is still good for; null when keys are for life.</param>
public sealed record WalletCard(
    string Token,
    string Label,
    string TokenLastFour,
    string? CardLastFour,
    string Expiry,
    AppletState State,
    bool IsConfirmed,
    string Provisioning,
    int? UsesLeft);
