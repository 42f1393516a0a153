namespace Tessera.Core.Tokens;

// One key on a device, named by the key id that its cryptograms carry. UsesLeft below zero means unlimited.
// 32 bytes without padding.
public struct CredentialRow
{
    public ulong KeyId;
    public long ExpiresAtNanoseconds;
    public int UsesLeft;
    public int Next;
    public CredentialKind Kind;
    public byte Reserved1;
    public ushort Reserved2;
    public int KeyNumber;
}
