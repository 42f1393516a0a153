// EMV 4.4 Book 3, Annex C: bit strings whose bits are addressed as byte.bit, bit 8 being the most significant.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

internal static class BitField
{
    /// <summary>
    /// The mask of a position written 0xBb (byte B counted from 1, bit b from 1) in a string of bytes.
    /// </summary>
    public static ulong Mask(int position, int lengthBytes)
    {
        var fromEnd = lengthBytes - (position >> 4);
        return 1UL << ((fromEnd * 8) + (position & 0x0F) - 1);
    }

    public static bool TryRead(ReadOnlySpan<byte> source, int lengthBytes, out ulong bits, out ParseError error)
    {
        bits = 0;
        if (source.Length != lengthBytes)
        {
            error = new ParseError(ParseErrorCode.BadLength, Math.Min(source.Length, lengthBytes), "");
            return false;
        }

        foreach (var part in source)
        {
            bits = (bits << 8) | part;
        }

        error = default;
        return true;
    }

    public static byte[] Write(ulong value, int lengthBytes)
    {
        var target = new byte[lengthBytes];
        for (var index = lengthBytes - 1; index >= 0; index--)
        {
            target[index] = (byte)(value & 0xFF);
            value >>= 8;
        }

        return target;
    }
}
