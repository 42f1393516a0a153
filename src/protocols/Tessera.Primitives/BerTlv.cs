// ISO/IEC 8825-1 (BER), as EMV Book 3 annex B restricts it.
namespace Tessera.Primitives;

/// <summary>Whole trees of BER data objects, and look-up of one in its bytes.</summary>
public static class BerTlv
{
    /// <summary>Templates may nest this deep; real ones reach five.</summary>
    public const int MaxDepth = 16;

    /// <summary>The longest source that is read as a tree, in bytes.</summary>
    public const int MaxSourceBytes = 65_536;

    /// <summary>The most data objects of one tree; far above what one card or message holds.</summary>
    public const int MaxNodes = 1_024;

    /// <summary>
    /// Reads every data object, descending into templates; more than <see cref="MaxNodes"/> are TooLong. When it fails,
    /// <paramref name="nodes"/> keeps what was complete before the fault (a template at fault stands with its complete
    /// children), and the error carries the path of tags and the offset in the whole source.
    /// </summary>
    public static bool TryReadTree(
        ReadOnlyMemory<byte> source,
        out IReadOnlyList<BerTlvNode> nodes,
        out ParseError error)
    {
        if (source.Length > MaxSourceBytes)
        {
            nodes = [];
            error = new ParseError(ParseErrorCode.TooLong, MaxSourceBytes);
            return false;
        }

        var nodesLeft = MaxNodes;
        return TryReadLevel(source, 0, 1, ref nodesLeft, out nodes, out error);
    }

    /// <summary>
    /// Finds the first data object with the tag, in wire order, descending into templates. Bytes that are no BER end
    /// the search; nothing is allocated.
    /// </summary>
    public static bool TryFind(ReadOnlySpan<byte> source, BerTag tag, out ReadOnlySpan<byte> value) =>
        TryFind(source, tag, 1, out value);

    private static bool TryReadLevel(
        ReadOnlyMemory<byte> source,
        int baseOffset,
        int depth,
        ref int nodesLeft,
        out IReadOnlyList<BerTlvNode> nodes,
        out ParseError error)
    {
        nodes = [];
        error = default;
        if (source.IsEmpty)
        {
            return true;
        }

        var list = new List<BerTlvNode>();
        nodes = list;
        var reader = new BerTlvReader(source.Span);
        while (reader.TryReadNext(out var tag, out var value, out var offset, out error))
        {
            if (nodesLeft == 0)
            {
                error = new ParseError(ParseErrorCode.TooLong, baseOffset + offset, tag.ToString());
                return false;
            }

            nodesLeft--;
            var content = source.Slice(offset, value.Length);
            if (!tag.IsConstructed)
            {
                list.Add(new BerTlvNode(tag, content, [], baseOffset + offset));
                continue;
            }

            if (depth == MaxDepth)
            {
                error = new ParseError(ParseErrorCode.TooDeep, baseOffset + offset, tag.ToString());
                return false;
            }

            var isComplete = TryReadLevel(
                content, baseOffset + offset, depth + 1, ref nodesLeft, out var children, out error);
            list.Add(new BerTlvNode(tag, content, children, baseOffset + offset));
            if (!isComplete)
            {
                error = error.Under(tag.ToString());
                return false;
            }
        }

        if (error.Code == ParseErrorCode.None)
        {
            return true;
        }

        error = error with { OffsetBytes = error.OffsetBytes + baseOffset };
        return false;
    }

    private static bool TryFind(ReadOnlySpan<byte> source, BerTag wanted, int depth, out ReadOnlySpan<byte> value)
    {
        var reader = new BerTlvReader(source);
        while (reader.TryReadNext(out var tag, out value, out _, out _))
        {
            if (tag == wanted)
            {
                return true;
            }

            if (tag.IsConstructed && depth < MaxDepth && TryFind(value, wanted, depth + 1, out var inner))
            {
                value = inner;
                return true;
            }
        }

        value = default;
        return false;
    }
}
