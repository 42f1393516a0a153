// Framing of ISO 8583 over TCP: a 2-byte big-endian length that does not count itself, then the message.
using System.Buffers.Binary;
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>The frame around a message on a byte stream; stateless.</summary>
public static class IsoFrame
{
    /// <summary>Bytes in front of a message.</summary>
    public const int PrefixBytes = 2;

    /// <summary>
    /// Takes one frame from the front of <paramref name="received"/>. <paramref name="consumed"/> is 0 while the frame
    /// is not whole. False only for a length that no message can have: 0, or above <paramref name="maxBytes"/>.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> received,
        int maxBytes,
        out ReadOnlySpan<byte> message,
        out int consumed,
        out ParseError error)
    {
        message = default;
        consumed = 0;
        error = default;
        if (received.Length < PrefixBytes)
            return true;
        int length = BinaryPrimitives.ReadUInt16BigEndian(received);
        if (length == 0 || length > maxBytes)
        {
            error = new ParseError(length == 0 ? ParseErrorCode.BadLength : ParseErrorCode.TooLong, 0, "frame");
            return false;
        }

        if (received.Length - PrefixBytes < length)
            return true;
        message = received.Slice(PrefixBytes, length);
        consumed = PrefixBytes + length;
        return true;
    }

    /// <summary>Writes the length of a message that stands behind the first two bytes.</summary>
    public static void WriteLength(Span<byte> frame, int messageBytes)
    {
        Invariant.Check(messageBytes is > 0 and <= ushort.MaxValue, "a frame carries 1 to 65535 bytes");
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)messageBytes);
    }
}
