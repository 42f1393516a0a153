// EMV 4.4 Book 3, 10.2: application file locator, tag 94.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>Application File Locator (tag 94): which records the terminal reads, in order (EMV Book 3, 10.2).</summary>
public sealed class ApplicationFileLocator
{
    private const int EntryBytes = 4;
    private const int MaxEncodedBytes = 252;

    private ApplicationFileLocator(FileLocatorEntry[] entries) => Entries = entries;

    /// <summary>A locator without entries: nothing to read.</summary>
    public static ApplicationFileLocator Empty { get; } = new([]);

    /// <summary>The ranges in the order of reading.</summary>
    public IReadOnlyList<FileLocatorEntry> Entries { get; }

    /// <summary>Number of records of all ranges.</summary>
    public int RecordCount => Entries.Sum(entry => entry.RecordCount);

    /// <summary>Reads the value of tag 94; the error names the byte that breaks a rule of EMV Book 3, 10.2.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ApplicationFileLocator locator, out ParseError error)
    {
        locator = Empty;
        if (source.IsEmpty || source.Length % EntryBytes != 0 || source.Length > MaxEncodedBytes)
        {
            error = new ParseError(ParseErrorCode.BadLength, source.Length / EntryBytes * EntryBytes, "");
            return false;
        }

        var entries = new FileLocatorEntry[source.Length / EntryBytes];
        for (var index = 0; index < entries.Length; index++)
        {
            var offset = index * EntryBytes;
            if (!TryReadEntry(source.Slice(offset, EntryBytes), out entries[index], out error))
            {
                error = error.Under("", offset);
                return false;
            }
        }

        locator = new ApplicationFileLocator(entries);
        error = default;
        return true;
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> source, out FileLocatorEntry entry, out ParseError error)
    {
        var file = source[0] >> 3;
        entry = new FileLocatorEntry(file, source[1], source[2], source[3]);
        var wrongByte = 0 switch
        {
            _ when (source[0] & 0x07) != 0 || file is < 1 or > 30 => 0,
            _ when entry.FirstRecord < 1 => 1,
            _ when entry.LastRecord < entry.FirstRecord => 2,
            _ when entry.AuthenticatedRecords > entry.RecordCount => 3,
            _ => -1,
        };
        error = wrongByte < 0 ? default : new ParseError(ParseErrorCode.OutOfRange, wrongByte, "");
        return wrongByte < 0;
    }
}
