// ISO/IEC 7812-1: primary account number; masking after PCI DSS 4 requirement 3.4.1.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Primitives;

/// <summary>
/// A card or token number of 8 to 19 digits, held as an integer and its length. It prints masked everywhere
/// (text, debugger, JSON); only <see cref="Reveal"/> and <see cref="Number"/> give the digits.
/// <c>default</c> is no number: length 0, empty text.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[JsonConverter(typeof(MaskedJsonConverter))]
public readonly struct Pan : IEquatable<Pan>
{
    /// <summary>The fewest digits of a card number.</summary>
    public const int MinLength = 8;

    /// <summary>The most digits of a card number (ISO/IEC 7812-1).</summary>
    public const int MaxLength = 19;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ulong _number;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte _length;

    private Pan(ulong number, int length)
    {
        _number = number;
        _length = (byte)length;
    }

    /// <summary>
    /// The digits as an integer; leading zeros show only in <see cref="Length"/>. Secret: never log it.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ulong Number => _number;

    /// <summary>How many digits, 8 to 19; 0 for <c>default</c>.</summary>
    public int Length => _length;

    /// <summary>The last four digits, which may be shown to people; empty for <c>default</c>.</summary>
    public string LastFour => _length == 0 ? string.Empty : Reveal()[^4..];

    /// <summary>
    /// True when the last digit is the Luhn digit. Reading does not demand it: some test ranges have none.
    /// </summary>
    public bool HasValidCheckDigit => Luhn.IsValid(Reveal());

    /// <summary>Two numbers are equal when digits and length are.</summary>
    public static bool operator ==(Pan left, Pan right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Pan left, Pan right) => !left.Equals(right);

    /// <summary>Reads 8 to 19 decimal digits without separators; the check digit is not demanded.</summary>
    public static bool TryRead(ReadOnlySpan<char> source, out Pan pan, out ParseError error)
    {
        pan = default;
        if (source.Length is < MinLength or > MaxLength)
        {
            error = new ParseError(ParseErrorCode.BadLength, 0);
            return false;
        }

        ulong number = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (!char.IsAsciiDigit(source[i]))
            {
                error = new ParseError(ParseErrorCode.BadCharacter, i);
                return false;
            }

            number = (number * 10) + (ulong)(source[i] - '0');
        }

        pan = new Pan(number, source.Length);
        error = default;
        return true;
    }

    /// <summary>The number with the given count of digits, zeros before it.</summary>
    /// <exception cref="InvariantException">The length is not 8 to 19, or the number has more digits.</exception>
    public static Pan FromNumber(ulong number, int length)
    {
        Invariant.Check(length is >= MinLength and <= MaxLength, "a card number has 8 to 19 digits");
        Invariant.Check(number < PowerOfTen(length), "a card number fits its length");
        return new Pan(number, length);
    }

    /// <summary>All digits. Only a vault, a wire encoder or a key derivation may ask.</summary>
    public string Reveal() => _length == 0
        ? string.Empty
        : _number.ToString(CultureInfo.InvariantCulture).PadLeft(_length, '0');

    /// <summary>Masked: first six and last four of 13 digits or more, else the last four only.</summary>
    public override string ToString()
    {
        if (_length == 0)
        {
            return string.Empty;
        }

        var digits = Reveal();
        var shown = _length >= 13 ? 6 : 0;
        return string.Concat(digits.AsSpan(0, shown), new string('*', _length - shown - 4), digits.AsSpan(_length - 4));
    }

    /// <inheritdoc />
    public bool Equals(Pan other) => _number == other._number && _length == other._length;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Pan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_number, _length);

    private static ulong PowerOfTen(int exponent)
    {
        ulong power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private sealed class MaskedJsonConverter : JsonConverter<Pan>
    {
        public override Pan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A card number is not read from JSON by its type; the door that owns it reads it.");

        public override void Write(Utf8JsonWriter writer, Pan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
