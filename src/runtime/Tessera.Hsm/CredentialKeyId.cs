namespace Tessera.Hsm;

/// <summary>
/// Number of a device credential within its token: number of the limited-use key (0 for the card's own) × 65,536 +
/// issuer key index × 256 + sequence number. A sequence number is used once per token, since a second device with the
/// same one would have the first device's key.
/// </summary>
public static class CredentialKeyId
{
    public const int MaximumSequence = 99;

    public static ulong Of(byte keyIndex, int sequenceNumber, ushort keyNumber = 0) =>
        ((ulong)keyNumber << 16) | ((ulong)keyIndex << 8) | (byte)sequenceNumber;

    public static byte KeyIndex(ulong keyId) => (byte)((keyId >> 8) & 0xFF);

    public static int SequenceNumber(ulong keyId) => (int)(keyId & 0xFF);
}
