using System.Diagnostics.CodeAnalysis;

namespace Tessera.Primitives;

/// <summary>
/// A 128-bit identifier of one kind. Its one text form is the kind's prefix, an underscore and 26 lower-case
/// characters of Crockford's base 32, most significant first. <c>default</c> is all zeros and names nothing.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Value">The 128 bits; made at the edge or from shard and counter, never drawn in the core.</param>
public readonly record struct Id<T>(UInt128 Value) : IComparable<Id<T>>, ISpanFormattable
    where T : IIdKind
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int DigitCount = 26;

    /// <summary>True for <c>default</c>.</summary>
    public bool IsNone => Value == UInt128.Zero;

    private static int TextLength => T.Prefix.Length + 1 + DigitCount;

    /// <summary>Orders by the bits, which is the order of the text.</summary>
    public static bool operator <(Id<T> left, Id<T> right) => left.Value < right.Value;

    /// <summary>Orders by the bits, which is the order of the text.</summary>
    public static bool operator >(Id<T> left, Id<T> right) => left.Value > right.Value;

    /// <summary>Orders by the bits, which is the order of the text.</summary>
    public static bool operator <=(Id<T> left, Id<T> right) => left.Value <= right.Value;

    /// <summary>Orders by the bits, which is the order of the text.</summary>
    public static bool operator >=(Id<T> left, Id<T> right) => left.Value >= right.Value;

    /// <summary>Reads the one text form; another kind's prefix, capitals and look-alike letters are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Id<T> id)
    {
        id = default;
        var prefix = T.Prefix;
        if (text.Length != TextLength
            || !text.StartsWith(prefix, StringComparison.Ordinal)
            || text[prefix.Length] != '_')
        {
            return false;
        }

        var digits = text[(prefix.Length + 1)..];
        var value = UInt128.Zero;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = Alphabet.IndexOf(digits[i], StringComparison.Ordinal);
            if (digit < 0 || (i == 0 && digit > 7))
            {
                return false;
            }

            value = (value << 5) | (UInt128)(uint)digit;
        }

        id = new Id<T>(value);
        return true;
    }

    /// <summary>Reads the text form; null is refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Id<T> id) => TryParse(text.AsSpan(), out id);

    /// <inheritdoc />
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(TextLength, this, (span, id) => id.Write(span));

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc />
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        ReadOnlySpan<char> format,
        IFormatProvider? provider)
    {
        charsWritten = 0;
        if (destination.Length < TextLength)
        {
            return false;
        }

        Write(destination[..TextLength]);
        charsWritten = TextLength;
        return true;
    }

    private void Write(Span<char> target)
    {
        var prefix = T.Prefix;
        prefix.CopyTo(target);
        target[prefix.Length] = '_';
        var rest = Value;
        for (var i = target.Length - 1; i > prefix.Length; i--)
        {
            target[i] = Alphabet[(int)(uint)(rest & 31)];
            rest >>= 5;
        }
    }
}
