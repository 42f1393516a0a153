// ISO 8583:1987 section 4.1: the bitmaps; bit 1 is the most significant bit of the first byte.
using System.Buffers.Binary;
using System.Numerics;

namespace Tessera.Iso8583;

/// <summary>
/// A set of data elements 1 to 128; <c>default</c> is empty. Element 1 stands for the secondary bitmap.
/// </summary>
/// <param name="Primary">Elements 1 to 64, 1 in the most significant bit.</param>
/// <param name="Secondary">Elements 65 to 128.</param>
public readonly record struct FieldSet(ulong Primary, ulong Secondary)
{
    /// <summary>How many elements are in the set, the secondary bitmap's own bit included.</summary>
    public int Count => BitOperations.PopCount(Primary) + BitOperations.PopCount(Secondary);

    /// <summary>Bytes of the bitmaps as raw binary: 8, or 16 when an element above 64 or bit 1 is set.</summary>
    public int BitmapBytes => HasSecondary ? 16 : 8;

    private bool HasSecondary => Secondary != 0 || Primary >> 63 != 0;

    /// <summary>Whether the element is in the set; false outside 1 to 128.</summary>
    public bool Contains(int field) => field switch
    {
        >= 1 and <= 64 => ((Primary >> (64 - field)) & 1) != 0,
        >= 65 and <= 128 => ((Secondary >> (128 - field)) & 1) != 0,
        _ => false,
    };

    /// <summary>The set with one more element.</summary>
    public FieldSet With(int field) => field switch
    {
        >= 1 and <= 64 => this with { Primary = Primary | (1UL << (64 - field)) },
        >= 65 and <= 128 => this with { Secondary = Secondary | (1UL << (128 - field)) },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>The smallest element greater than <paramref name="field"/>, 0 when there is none.</summary>
    public int Next(int field)
    {
        if (field < 64)
        {
            ulong rest = Primary & (ulong.MaxValue >> field);
            if (rest != 0)
                return BitOperations.LeadingZeroCount(rest) + 1;
        }

        ulong above = field <= 64 ? Secondary : field >= 128 ? 0 : Secondary & (ulong.MaxValue >> (field - 64));
        return above == 0 ? 0 : BitOperations.LeadingZeroCount(above) + 65;
    }

    /// <summary>Writes the raw bitmaps, bit 1 set when there are two; returns 8 or 16.</summary>
    public int WriteBitmap(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, HasSecondary ? Primary | (1UL << 63) : Primary);
        if (HasSecondary)
            BinaryPrimitives.WriteUInt64BigEndian(target[8..], Secondary);
        return BitmapBytes;
    }

    /// <summary>The bitmaps as upper-case hex, 16 or 32 characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        return Convert.ToHexString(bytes[..WriteBitmap(bytes)]);
    }
}
