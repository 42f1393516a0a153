using Tessera.Emv.Keys;

namespace Tessera.Hsm;

/// <summary>Card keys to derive and seal to one device.</summary>
/// <param name="KeySet">Key set of the token range.</param>
/// <param name="Card">Token number and the sequence number of this device.</param>
/// <param name="DevicePoint">65 bytes: uncompressed P-256 public point of the device.</param>
/// <param name="TokenReference">Public reference of the token (tok_…), bound to the envelope.</param>
public readonly record struct DeviceKeyRequest(
    string KeySet,
    CardIdentity Card,
    ReadOnlyMemory<byte> DevicePoint,
    string TokenReference)
{
    /// <summary>Issuer key index; 0 takes the current one.</summary>
    public byte KeyIndex { get; init; }

    /// <summary>Number of a limited-use key, which is all that the device gets; 0 for the card keys.</summary>
    public ushort KeyNumber { get; init; }

    public override string ToString() => $"device keys of {TokenReference}";
}
