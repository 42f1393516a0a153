// EMV 4.4 Book 3, 5.4: rules for using a data object list (PDOL, CDOL, DDOL, TDOL).
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>A data object list: tags and lengths without values, and how to fill it (EMV Book 3, 5.4).</summary>
public sealed class DataObjectList
{
    /// <summary>The longest encoded list accepted, in bytes (Annex A1 of EMV Book 3).</summary>
    public const int MaxEncodedBytes = 252;

    private const int MaxTagBytes = 4;

    private DataObjectList(DataObjectListEntry[] entries)
    {
        Entries = entries;
        TotalLengthBytes = entries.Sum(entry => entry.LengthBytes);
    }

    /// <summary>A list that asks for nothing.</summary>
    public static DataObjectList Empty { get; } = new([]);

    /// <summary>The wishes in order.</summary>
    public IReadOnlyList<DataObjectListEntry> Entries { get; }

    /// <summary>Length in bytes of the filled list.</summary>
    public int TotalLengthBytes { get; }

    /// <summary>Reads an encoded list. The error gives the offset of the entry that is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out DataObjectList list, out ParseError error)
    {
        list = Empty;
        if (source.Length > MaxEncodedBytes)
        {
            error = new ParseError(ParseErrorCode.TooLong, MaxEncodedBytes, "");
            return false;
        }

        var entries = new List<DataObjectListEntry>();
        var offset = 0;
        while (offset < source.Length)
        {
            if (!TryReadTag(source, offset, out var tag, out var lengthOffset, out error))
            {
                return false;
            }

            if (lengthOffset >= source.Length)
            {
                error = new ParseError(ParseErrorCode.Truncated, lengthOffset, tag.ToString());
                return false;
            }

            entries.Add(new DataObjectListEntry(tag, source[lengthOffset]));
            offset = lengthOffset + 1;
        }

        list = new DataObjectList([.. entries]);
        error = default;
        return true;
    }

    /// <summary>
    /// Concatenates the values asked for. A missing object gives zeros; a numeric object is cut or zero-padded on
    /// the left; every other format is cut on the right and padded there with FF (cn) or 00 (EMV Book 3, 5.4).
    /// </summary>
    public byte[] Fill(DataObjects source)
    {
        var target = new byte[TotalLengthBytes];
        var offset = 0;
        foreach (var entry in Entries)
        {
            var slot = target.AsSpan(offset, entry.LengthBytes);
            if (!entry.Tag.IsConstructed && source.TryGet(entry.Tag, out var value))
            {
                Place(value.Span, slot, DataElementTable.FormatOf(entry.Tag));
            }

            offset += entry.LengthBytes;
        }

        return target;
    }

    /// <summary>
    /// Takes a filled list apart into <paramref name="target"/>; false when the length is not the list's.
    /// Objects that <paramref name="target"/> already holds keep their first value.
    /// </summary>
    public bool TryUnfill(ReadOnlySpan<byte> filled, DataObjects target)
    {
        if (filled.Length != TotalLengthBytes)
        {
            return false;
        }

        var offset = 0;
        foreach (var entry in Entries)
        {
            target.TryAdd(entry.Tag, filled.Slice(offset, entry.LengthBytes));
            offset += entry.LengthBytes;
        }

        return true;
    }

    private static void Place(ReadOnlySpan<byte> value, Span<byte> slot, DataElementFormat format)
    {
        if (format == DataElementFormat.Numeric)
        {
            var kept = value[Math.Max(0, value.Length - slot.Length)..];
            kept.CopyTo(slot[(slot.Length - kept.Length)..]);
            return;
        }

        var head = value[..Math.Min(value.Length, slot.Length)];
        head.CopyTo(slot);
        slot[head.Length..].Fill(format == DataElementFormat.CompressedNumeric ? (byte)0xFF : (byte)0);
    }

    private static bool TryReadTag(
        ReadOnlySpan<byte> source, int start, out BerTag tag, out int end, out ParseError error)
    {
        var value = (uint)source[start];
        tag = default;
        end = start + 1;
        if ((value & 0x1F) == 0x1F)
        {
            do
            {
                if (end >= source.Length)
                {
                    error = new ParseError(ParseErrorCode.Truncated, end, "");
                    return false;
                }

                if (end - start >= MaxTagBytes)
                {
                    error = new ParseError(ParseErrorCode.BadTag, start, "");
                    return false;
                }

                value = (value << 8) | source[end++];
            }
            while ((value & 0x80) != 0);
        }

        error = value == 0 ? new ParseError(ParseErrorCode.BadTag, start, "") : default;
        tag = new BerTag(value);
        return value != 0;
    }
}
