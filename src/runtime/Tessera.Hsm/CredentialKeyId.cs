namespace Tessera.Hsm;

/// <summary>
/// Number of a device credential within its token: issuer key index × 256 + sequence number. A sequence number is used
/// once per token, since a second device with the same one would have the first device's key.
/// </summary>
public static class CredentialKeyId
{
    public const int MaximumSequence = 99;

    public static ulong Of(byte keyIndex, int sequenceNumber) => ((ulong)keyIndex << 8) | (byte)sequenceNumber;

    public static byte KeyIndex(ulong keyId) => checked((byte)(keyId >> 8));

    public static int SequenceNumber(ulong keyId) => (int)(keyId & 0xFF);
}
