// ISO 8583:1987 section 4.1: message type identifier, bitmaps, data elements in ascending order.
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>
/// Writes one message into the caller's bytes, elements in ascending order. The first fault sticks: later calls do
/// nothing and <see cref="TryFinish"/> reports it. A secondary bitmap appears with the first element above 64.
/// </summary>
public ref partial struct IsoWriter
{
    private readonly Span<byte> target;
    private readonly Dialect dialect;
    private readonly int bitmapOffset;
    private FieldSet fields;
    private int last;
    private int offset;
    private ParseError fault;

    /// <summary>Starts a message; the target may be longer than the message.</summary>
    public IsoWriter(Span<byte> target, Dialect dialect, MessageType type)
    {
        this.target = target;
        this.dialect = dialect;
        fields = default;
        last = 1;
        fault = default;
        bitmapOffset = dialect.MessageTypeBytes;
        offset = bitmapOffset + HalfBytes;
        if (target.Length < offset)
        {
            Fail(ParseErrorCode.TooLong, "bitmap");
            return;
        }

        if (bitmapOffset == 2)
            BinaryPrimitives.WriteUInt16BigEndian(target, type.Value);
        int zero = dialect.MessageTypeEncoding == FieldEncoding.Ebcdic ? 0xF0 : '0';
        for (int i = 0; i < bitmapOffset && bitmapOffset == 4; i++)
            target[i] = (byte)(zero + ((type.Value >> (12 - (i * 4))) & 0xF));
    }

    /// <summary>The elements written so far.</summary>
    public readonly FieldSet Fields => fields;

    private readonly int HalfBytes => dialect.BitmapEncoding == FieldEncoding.HexAscii ? 16 : 8;

    /// <summary>
    /// Writes a value from its text form (see <see cref="FieldView.CopyText"/>); binary content from hex. A fixed field
    /// is padded, nothing is ever cut.
    /// </summary>
    public void WriteText(int field, scoped ReadOnlySpan<char> value)
    {
        if (!TryBegin(field, out FieldDefinition definition))
            return;
        if (definition.Content != FieldContent.Binary)
        {
            PutText(definition, value);
            return;
        }

        if (value.Length / 2 > definition.MaxLength || (value.Length & 1) != 0)
        {
            Fail(ParseErrorCode.BadLength, definition.Path);
            return;
        }

        Span<byte> bytes = value.Length <= 512 ? stackalloc byte[256] : new byte[value.Length / 2];
        if (Convert.FromHexString(value, bytes, out _, out int byteCount) == System.Buffers.OperationStatus.Done)
            PutBytes(definition, bytes[..byteCount]);
        else
            Fail(ParseErrorCode.BadCharacter, definition.Path);
    }

    /// <summary>Writes bytes: of binary and open content, or BER-TLV of a field that carries it as hex.</summary>
    public void WriteBytes(int field, scoped ReadOnlySpan<byte> value)
    {
        if (TryBegin(field, out FieldDefinition definition))
            PutBytes(definition, value);
    }

    /// <summary>Writes a number, filled with zeros to the length of a fixed field.</summary>
    public void WriteNumber(int field, ulong value)
    {
        Span<char> digits = stackalloc char[20];
        _ = value.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
        WriteText(field, digits[..written]);
    }

    /// <summary>Writes DE39, the twin of <see cref="IsoMessage.TryReadResponseCode"/>.</summary>
    public void WriteResponseCode(ResponseCode code) => WriteText(39, [code.First, code.Second]);

    /// <summary>Copies an element of a message of the same dialect as it lies; an absent one is left out.</summary>
    public void Copy(scoped in IsoMessage message, int field)
    {
        FieldView view = message[field];
        if (!view.IsPresent || !TryBegin(field, out FieldDefinition definition))
            return;
        Invariant.Check(ReferenceEquals(view.Definition, definition), "elements are copied within a dialect");
        int prefix = definition.Prefix.ByteCount;
        Put(definition, message.Source.Slice(view.OffsetBytes - prefix, view.Raw.Length + prefix));
    }

    /// <summary>
    /// Announces the message authentication code, 64 or 128, and gives the bytes that it covers: all before its value.
    /// <see cref="WriteBytes"/> of the same element must follow.
    /// </summary>
    public ReadOnlySpan<byte> BeginMac(int field)
    {
        Invariant.Check(field is 64 or 128, "a message authentication code is element 64 or 128");
        if (!TryBegin(field, out _))
            return [];
        PutBitmap();
        last = field - 1;
        return target[..offset];
    }

    /// <summary>Sets the bitmaps. On success the message is the first <paramref name="byteCount"/> bytes.</summary>
    public readonly bool TryFinish(out int byteCount, out ParseError error)
    {
        error = fault;
        byteCount = 0;
        if (fault.Code != ParseErrorCode.None)
            return false;
        PutBitmap();
        byteCount = offset;
        return true;
    }

    private bool TryBegin(int field, out FieldDefinition definition)
    {
        definition = null!;
        if (fault.Code != ParseErrorCode.None)
            return false;
        if (dialect[field] is not { } known)
        {
            Fail(ParseErrorCode.Unsupported, Dialect.PathOf(field));
            return false;
        }

        definition = known;
        if (field <= last)
        {
            Fail(field == last ? ParseErrorCode.Duplicate : ParseErrorCode.OutOfRange, known.Path);
            return false;
        }

        if (field > 64 && fields.Secondary == 0 && !TryMakeRoom(known))
            return false;
        fields = fields.With(field);
        last = field;
        return true;
    }

    private bool TryMakeRoom(FieldDefinition field)
    {
        int body = bitmapOffset + HalfBytes;
        if (target.Length - offset < HalfBytes)
        {
            Fail(ParseErrorCode.TooLong, field.Path);
            return false;
        }

        target[body..offset].CopyTo(target[(body + HalfBytes)..]);
        offset += HalfBytes;
        return true;
    }

    private readonly void PutBitmap()
    {
        Span<byte> raw = stackalloc byte[16];
        raw = raw[..fields.WriteBitmap(raw)];
        if (dialect.BitmapEncoding == FieldEncoding.HexAscii)
            _ = Convert.TryToHexString(raw, target[bitmapOffset..], out _);
        else
            raw.CopyTo(target[bitmapOffset..]);
    }

    private void Fail(ParseErrorCode code, string path) => fault = new ParseError(code, offset, path);
}
