using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Hsm.Numbers;

/// <summary>A range of token numbers: every number that starts with the prefix and has the length.</summary>
public readonly record struct TokenRange
{
    /// <summary>Checks a range.</summary>
    /// <param name="prefix">6 to 11 digits.</param>
    /// <param name="length">Count of digits with the check digit, 13 to 19 and at least three above the prefix.</param>
    /// <exception cref="InvariantException">The range is no range.</exception>
    public TokenRange(string prefix, int length)
    {
        Invariant.Check(
            prefix.Length is >= 6 and <= 11 && prefix.All(char.IsAsciiDigit), "a prefix has 6 to 11 digits");
        Invariant.Check(length is >= 13 and <= Pan.MaxLength && length - prefix.Length >= 3, "a range has room");
        Prefix = prefix;
        Length = length;
    }

    public string Prefix { get; }

    public int Length { get; }

    /// <summary>How many numbers the range has, the check digit being given.</summary>
    public ulong Count => ulong.Parse(
        "1" + new string('0', Length - Prefix.Length - 1), CultureInfo.InvariantCulture);
}
