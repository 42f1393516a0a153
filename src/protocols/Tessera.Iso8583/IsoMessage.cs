// ISO 8583:1987 section 4: a message as a view over the caller's bytes.
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>
/// A message read in place: the fields are offsets into the caller's buffer, which must not change while the view is
/// used. <c>default</c> has no fields.
/// </summary>
public readonly ref partial struct IsoMessage
{
    private readonly ReadOnlySpan<byte> source;
    private readonly FieldTable table;
    private readonly Dialect? dialect;

    private IsoMessage(ReadOnlySpan<byte> source, Dialect dialect, out ParseError error)
    {
        this.source = source;
        this.dialect = dialect;
        MessageReader reader = new(source, dialect);
        MessageType type = default;
        FieldSet announced = default;
        FieldSet fields = default;
        _ = reader.TryReadType(out type, out error)
            && reader.TryReadBitmap(out announced, out error)
            && reader.TryReadFields(announced, ref table, out fields, out error);
        Type = type;
        Announced = announced;
        Fields = fields;
    }

    /// <summary>The greatest message that a 2-byte frame can carry.</summary>
    public const int MaxBytes = ushort.MaxValue;

    /// <summary>The message type, 0000 when it could not be read.</summary>
    public MessageType Type { get; }

    /// <summary>The elements that the bitmaps announce, bit 1 included.</summary>
    public FieldSet Announced { get; }

    /// <summary>The elements that were read: all announced but bit 1, or those before the fault.</summary>
    public FieldSet Fields { get; }

    /// <summary>The bytes of the whole message.</summary>
    public ReadOnlySpan<byte> Source => source;

    /// <summary>One element; absent ones give a view with <see cref="FieldView.IsPresent"/> false.</summary>
    public FieldView this[int field]
    {
        get
        {
            if (!Fields.Contains(field) || dialect?[field] is not { } definition)
                return default;
            int offset = table.OffsetOf(field);
            int units = table.UnitsOf(field);
            return new FieldView(definition, source.Slice(offset, definition.BytesOf(units)), units, offset);
        }
    }

    /// <summary>
    /// Reads one whole message; nothing is allocated. On an error the message still holds the type and the elements
    /// that came before the fault; the error's path is <c>MTI</c>, <c>bitmap</c>, <c>DEn</c> or empty.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> source, Dialect dialect, out IsoMessage message, out ParseError error)
    {
        message = default;
        if (source.Length > MaxBytes)
        {
            error = new ParseError(ParseErrorCode.TooLong, MaxBytes, "");
            return false;
        }

        message = new IsoMessage(source, dialect, out error);
        return error.Code == ParseErrorCode.None;
    }
}
