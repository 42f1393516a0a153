namespace Tessera.Core.Activation;

// What was tried in the last 72 hours: on this device with any card, and with this card on any device.
public sealed record ProvisioningHistory(
    CardId Card, IReadOnlyList<ProvisioningAttempt> OnDevice, IReadOnlyList<Timestamp> OfCard);
