// ISO 8583:1987 table 2 (data elements) joined with one link's choice of representation.
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>
/// One data element of a dialect: content, length and representation are independent of each other.
/// Lengths count characters, digits, or bytes for binary content.
/// </summary>
public sealed record FieldDefinition
{
    private readonly int number;

    /// <summary>Data element number, 2 to 128.</summary>
    public required int Number
    {
        get => number;
        init
        {
            Invariant.Check(value is >= 2 and <= 128, "a data element is numbered 2 to 128");
            number = value;
            Path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"DE{value}");
        }
    }

    /// <summary>The standard's name of the element.</summary>
    public required string Name { get; init; }

    /// <summary>The path that errors name, <c>DE55</c>.</summary>
    public string Path { get; private init; } = "";

    /// <summary>Which characters the value may hold.</summary>
    public required FieldContent Content { get; init; }

    /// <summary>How the value lies on the wire.</summary>
    public required FieldEncoding Encoding { get; init; }

    /// <summary>The length prefix; <c>default</c> for a fixed field.</summary>
    public LengthPrefix Prefix { get; init; }

    /// <summary>The length of a fixed field, the greatest length of a variable one.</summary>
    public required int MaxLength { get; init; }

    /// <summary>How a shorter value is brought to the length of a fixed field.</summary>
    public Padding Padding { get; init; }

    /// <summary>How an odd number of BCD digits is brought to whole bytes.</summary>
    public Padding Fill { get; init; }

    /// <summary>BER-TLV objects inside the value.</summary>
    public FieldNesting Nesting { get; init; }

    /// <summary>Elements inside the value with a bitmap of their own, null for a leaf.</summary>
    public Dialect? Inner { get; init; }

    /// <summary>Whether every value has <see cref="MaxLength"/>.</summary>
    public bool IsFixed => Prefix.Digits == 0;

    /// <summary>The greatest count that a prefix may announce: hex ASCII counts two characters a byte.</summary>
    internal int MaxUnits => Encoding == FieldEncoding.HexAscii ? MaxLength * 2 : MaxLength;

    /// <summary>Bytes on the wire of a value of so many units (characters, digits, bytes, hex characters).</summary>
    internal int BytesOf(int units) => Encoding switch
    {
        FieldEncoding.Bcd when Content == FieldContent.SignedAmount => 1 + (units / 2),
        FieldEncoding.Bcd => (units + 1) / 2,
        _ => units,
    };
}
