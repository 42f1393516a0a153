// ISO 8583:1987 section 4.1: message type identifier, bitmaps, data elements in ascending order.
using System.Buffers.Binary;
using Tessera.Iso8583.Representation;
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>One pass over the bytes; it stops at the first fault and keeps what came before it.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> source, Dialect dialect)
{
    private readonly ReadOnlySpan<byte> source = source;
    private int offset;

    internal bool TryReadType(out MessageType type, out ParseError error)
    {
        int byteCount = dialect.MessageTypeBytes;
        type = default;
        if (source.Length < byteCount)
            return Fail(ParseErrorCode.Truncated, source.Length, "MTI", out error);

        int value = 0;
        int zero = dialect.MessageTypeEncoding == FieldEncoding.Ebcdic ? 0xF0 : '0';
        for (int i = 0; i < byteCount; i++)
        {
            int b = source[i];
            bool isDigits = byteCount == 2 ? (b >> 4) <= 9 && (b & 0xF) <= 9 : b >= zero && b <= zero + 9;
            if (!isDigits)
                return Fail(ParseErrorCode.BadCharacter, i, "MTI", out error);
            value = byteCount == 2 ? (value << 8) | b : (value << 4) | (b - zero);
        }

        type = new MessageType((ushort)value);
        offset = byteCount;
        error = default;
        return true;
    }

    internal bool TryReadBitmap(out FieldSet announced, out ParseError error)
    {
        announced = default;
        if (!TryReadHalf(out ulong primary, out error))
            return false;

        announced = new FieldSet(primary, 0);
        if (primary >> 63 == 0)
            return true;

        if (!TryReadHalf(out ulong secondary, out error))
            return false;
        announced = new FieldSet(primary, secondary);
        return true;
    }

    internal bool TryReadFields(FieldSet announced, ref FieldTable table, out FieldSet read, out ParseError error)
    {
        read = default;
        for (int field = announced.Next(1); field != 0; field = announced.Next(field))
        {
            if (dialect[field] is not { } definition)
                return Fail(ParseErrorCode.Unsupported, offset, Dialect.PathOf(field), out error);
            if (!TryReadField(definition, ref table, out error))
                return false;
            read = read.With(field);
        }

        error = default;
        return offset == source.Length || Fail(ParseErrorCode.TrailingBytes, offset, "", out error);
    }

    private bool TryReadField(FieldDefinition field, ref FieldTable table, out ParseError error)
    {
        int units = field.MaxUnits;
        int start = offset;
        if (!field.IsFixed)
        {
            if (!field.Prefix.TryRead(source[offset..], out units, out ParseErrorCode code))
                return Fail(code, offset, field.Path, out error);
            if (units > field.MaxUnits)
                return Fail(ParseErrorCode.TooLong, offset, field.Path, out error);
            if (field.Encoding == FieldEncoding.HexAscii && (units & 1) != 0)
                return Fail(ParseErrorCode.BadLength, offset, field.Path, out error);
            start += field.Prefix.ByteCount;
        }

        int byteCount = field.BytesOf(units);
        if (source.Length - start < byteCount)
            return Fail(ParseErrorCode.Truncated, source.Length, field.Path, out error);

        int bad = FieldBytes.FirstBad(field, source.Slice(start, byteCount), units);
        if (bad >= 0)
            return Fail(ParseErrorCode.BadCharacter, start + bad, field.Path, out error);

        table.Set(field.Number, start, units);
        offset = start + byteCount;
        error = default;
        return true;
    }

    private bool TryReadHalf(out ulong bits, out ParseError error)
    {
        bits = 0;
        bool isHex = dialect.BitmapEncoding == FieldEncoding.HexAscii;
        int byteCount = isHex ? 16 : 8;
        if (source.Length - offset < byteCount)
            return Fail(ParseErrorCode.Truncated, source.Length, "bitmap", out error);

        ReadOnlySpan<byte> half = source.Slice(offset, byteCount);
        if (isHex)
        {
            Span<byte> raw = stackalloc byte[8];
            if (!Hex.TryRead(half, raw, out ParseError fault))
                return Fail(fault.Code, offset + fault.OffsetBytes, "bitmap", out error);
            bits = BinaryPrimitives.ReadUInt64BigEndian(raw);
        }
        else
        {
            bits = BinaryPrimitives.ReadUInt64BigEndian(half);
        }

        offset += byteCount;
        error = default;
        return true;
    }

    private static bool Fail(ParseErrorCode code, int at, string path, out ParseError error)
    {
        error = new ParseError(code, at, path);
        return false;
    }
}
