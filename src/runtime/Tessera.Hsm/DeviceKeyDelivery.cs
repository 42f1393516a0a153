namespace Tessera.Hsm;

/// <summary>Sealed card keys on their way to a device.</summary>
/// <param name="KeyIndex">Derivation key index that the device puts in its issuer application data.</param>
/// <param name="KeyId">Number of the credential, see <see cref="CredentialKeyId"/>.</param>
/// <param name="Envelope">Opened by <see cref="Emv.Keys.DeviceCardKeys"/> with the device's private key.</param>
public sealed record DeviceKeyDelivery(byte KeyIndex, ulong KeyId, byte[] Envelope);
