// ISO 8583:1987 and :1993 leave representation to the link: a dialect is one such agreement, as a table.
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>Everything two parties agree on: how type, bitmaps and each data element lie on the wire.</summary>
public sealed class Dialect
{
    private static readonly string[] Paths =
        [.. Enumerable.Range(0, 129).Select(n => string.Create(CultureInfo.InvariantCulture, $"DE{n}"))];

    private readonly FieldDefinition?[] fields = new FieldDefinition?[129];

    /// <summary>Joins the definitions; a number may stand once.</summary>
    /// <param name="name">The name that configuration and vectors use.</param>
    /// <param name="messageTypeEncoding">ASCII or EBCDIC (4 bytes) or BCD (2 bytes); null inside a composite
    /// element.</param>
    /// <param name="bitmapEncoding">Binary (8 bytes each) or hex ASCII (16 characters each).</param>
    /// <param name="definitions">The data elements; an absent one is refused as unsupported.</param>
    public Dialect(
        string name,
        FieldEncoding? messageTypeEncoding,
        FieldEncoding bitmapEncoding,
        IEnumerable<FieldDefinition> definitions)
    {
        Invariant.Check(
            messageTypeEncoding is null or FieldEncoding.Ascii or FieldEncoding.Ebcdic or FieldEncoding.Bcd,
            "a message type is ASCII, EBCDIC or BCD");
        Invariant.Check(
            bitmapEncoding is FieldEncoding.Binary or FieldEncoding.HexAscii, "a bitmap is binary or hex ASCII");
        Name = name;
        MessageTypeEncoding = messageTypeEncoding;
        BitmapEncoding = bitmapEncoding;
        foreach (FieldDefinition field in definitions)
        {
            Invariant.Check(fields[field.Number] is null, "a data element is defined once");
            fields[field.Number] = field;
        }
    }

    /// <summary>ASCII type and values, hex ASCII bitmaps and binary values: what tshark decodes completely.</summary>
    public static Dialect Ascii1987Hex { get; } = DialectTable.Read("1987-ascii-hex");

    /// <summary>ASCII type and values, raw bitmaps and binary values.</summary>
    public static Dialect Ascii1987Binary { get; } = DialectTable.Read("1987-ascii-binary");

    /// <summary>BCD type, digits and lengths, raw bitmaps and binary values.</summary>
    public static Dialect Bcd1987Binary { get; } = DialectTable.Read("1987-bcd-binary");

    /// <summary>EBCDIC type, values and lengths, raw bitmaps and binary values.</summary>
    public static Dialect Ebcdic1987Binary { get; } = DialectTable.Read("1987-ebcdic-binary");

    /// <summary>The 1993 elements with ASCII type and values, hex ASCII bitmaps and binary values.</summary>
    public static Dialect Ascii1993Hex { get; } = DialectTable.Read("1993-ascii-hex");

    /// <summary>The 1993 elements with BCD type, digits and lengths, raw bitmaps and binary values.</summary>
    public static Dialect Bcd1993Binary { get; } = DialectTable.Read("1993-bcd-binary");

    /// <summary>ASCII with raw bitmaps; DE127 is composite with a six-digit length.</summary>
    public static Dialect Postilion { get; } = DialectTable.Read("postilion");

    /// <summary>The dialects that ship with the library.</summary>
    public static ImmutableArray<Dialect> All { get; } =
    [
        Ascii1987Hex, Ascii1987Binary, Bcd1987Binary, Ebcdic1987Binary, Ascii1993Hex, Bcd1993Binary, Postilion,
    ];

    /// <summary>The dialect's name, <c>1987-ascii-hex</c>.</summary>
    public string Name { get; }

    /// <summary>How the message type lies on the wire; null inside a composite element, which has none.</summary>
    public FieldEncoding? MessageTypeEncoding { get; }

    /// <summary>Bytes of the message type: 4, 2, or none.</summary>
    internal int MessageTypeBytes => MessageTypeEncoding switch
    {
        FieldEncoding.Ascii or FieldEncoding.Ebcdic => 4,
        FieldEncoding.Bcd => 2,
        _ => 0,
    };

    /// <summary>How the bitmaps lie on the wire.</summary>
    public FieldEncoding BitmapEncoding { get; }

    /// <summary>The definition of an element, null when the dialect has none.</summary>
    public FieldDefinition? this[int field] => (uint)field < (uint)fields.Length ? fields[field] : null;

    /// <summary>Finds a shipped dialect by its name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Dialect? dialect)
    {
        dialect = All.FirstOrDefault(d => d.Name == name);
        return dialect is not null;
    }

    internal static string PathOf(int field) => Paths[(uint)field < (uint)Paths.Length ? field : 0];
}
