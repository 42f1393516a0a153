// ISO/IEC 7816-4, 5.1: response APDU.
using System.Buffers.Binary;
using Tessera.Primitives;

namespace Tessera.Emv.Apdu;

/// <summary>A response APDU: data and the two status bytes (ISO/IEC 7816-4, 5.1).</summary>
/// <param name="Data">Response data, possibly empty.</param>
/// <param name="Status">SW1 SW2.</param>
public readonly record struct ResponseApdu(ReadOnlyMemory<byte> Data, StatusWord Status)
{
    /// <summary>The longest answer accepted: 65,536 data bytes and the status.</summary>
    public const int MaxBytes = 65_538;

    private const int StatusBytes = 2;

    /// <summary>Cuts the last two bytes off as status; fewer than two bytes is no response.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, out ResponseApdu response, out ParseError error)
    {
        response = default;
        if (source.Length is < StatusBytes or > MaxBytes)
        {
            var code = source.Length < StatusBytes ? ParseErrorCode.Truncated : ParseErrorCode.TooLong;
            error = new ParseError(code, Math.Min(source.Length, MaxBytes), "");
            return false;
        }

        var status = BinaryPrimitives.ReadUInt16BigEndian(source.Span[^StatusBytes..]);
        response = new ResponseApdu(source[..^StatusBytes], new StatusWord(status));
        error = default;
        return true;
    }

    /// <summary>Data followed by the status bytes.</summary>
    public byte[] ToBytes()
    {
        var target = new byte[Data.Length + StatusBytes];
        Data.Span.CopyTo(target);
        BinaryPrimitives.WriteUInt16BigEndian(target.AsSpan(Data.Length), Status.Value);
        return target;
    }
}
