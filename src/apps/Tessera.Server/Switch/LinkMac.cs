using System.Security.Cryptography;
using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>Message authentication codes of one link (DE64, DE128) under its participant's zone key.</summary>
/// <param name="compute">Eight bytes over the bytes before the code; the key stays in the Hsm.</param>
internal sealed class LinkMac(Func<ReadOnlySpan<byte>, byte[]> compute)
{
    public bool IsValid(in IsoMessage message)
    {
        if (!message.TryReadMac(out ReadOnlySpan<byte> covered, out FieldView code))
            return false;
        Span<byte> sent = stackalloc byte[8];
        return code.CopyBytes(sent) == sent.Length && CryptographicOperations.FixedTimeEquals(sent, compute(covered));
    }

    /// <summary>The code is the last element: 128 when there is a secondary bitmap, else 64.</summary>
    public void Write(scoped ref IsoWriter writer)
    {
        int field = writer.Fields.BitmapBytes == 16 ? 128 : 64;
        ReadOnlySpan<byte> covered = writer.BeginMac(field);
        if (!covered.IsEmpty)
            writer.WriteBytes(field, compute(covered));
    }
}
