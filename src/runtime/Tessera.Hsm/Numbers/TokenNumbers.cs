using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Primitives;

namespace Tessera.Hsm.Numbers;

/// <summary>
/// Draws candidates for token numbers: random within their range, unrelated to any PAN, with a right check digit.
/// Whether a candidate is free is decided by the shard that owns the range.
/// </summary>
/// <param name="random">Fills a span with random bytes; the system's generator outside simulations.</param>
public sealed class TokenNumbers(TokenNumbers.RandomFill random)
{
    /// <summary>Fills a span with random bytes.</summary>
    public delegate void RandomFill(Span<byte> target);

    /// <summary>Draws by the system's random generator.</summary>
    public static TokenNumbers System { get; } = new(RandomNumberGenerator.Fill);

    /// <summary>One candidate, every number of the range being equally likely.</summary>
    public Pan Draw(TokenRange range)
    {
        var count = range.Count;
        var width = range.Length - range.Prefix.Length - 1;
        var middle = Below(count).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        var body = range.Prefix + middle;
        Invariant.Check(
            Pan.TryRead(body + Luhn.CheckDigit(body), out var number, out _), "a drawn number is a card number");
        return number;
    }

    // Values above the largest multiple would make small remainders likelier.
    private ulong Below(ulong count)
    {
        Span<byte> bits = stackalloc byte[8];
        var limit = ulong.MaxValue - (ulong.MaxValue % count);
        ulong value;
        do
        {
            random(bits);
            value = BinaryPrimitives.ReadUInt64BigEndian(bits);
        }
        while (value >= limit);
        return value % count;
    }
}
