// EMV 4.4 Book 3, 6.5.8, 6.5.11, 10.2: taking a card's template apart.
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>Takes the templates of a card apart into the data objects of a tap.</summary>
internal static class CardAnswer
{
    /// <summary>Reads an answer that must be exactly one template and adds its objects.</summary>
    public static bool TryAdd(ReadOnlyMemory<byte> answer, BerTag template, DataObjects target) =>
        TryOpen(answer, template, out var content) && TryAddObjects(content.Span, target);

    /// <summary>The content of an answer that is exactly one object with the tag wanted.</summary>
    public static bool TryOpen(ReadOnlyMemory<byte> answer, BerTag template, out ReadOnlyMemory<byte> content)
    {
        content = default;
        var reader = new BerTlvReader(answer.Span);
        if (!reader.TryReadNext(out var tag, out var value, out var offset, out _) || tag != template)
        {
            return false;
        }

        content = answer.Slice(offset, value.Length);
        return reader.AtEnd;
    }

    /// <summary>The objects of an answer in format 2 as they stand, without one of them.</summary>
    public static bool TryCutOut(ReadOnlyMemory<byte> answer, BerTag without, out byte[] rest)
    {
        rest = [];
        if (!TryOpen(answer, Objects.EmvTags.ResponseFormat2, out var content))
        {
            return false;
        }

        var kept = new List<byte>(content.Length);
        var reader = new BerTlvReader(content.Span);
        var start = 0;
        while (reader.TryReadNext(out var tag, out _, out _, out _))
        {
            kept.AddRange(tag == without ? [] : content.Span[start..reader.Position]);
            start = reader.Position;
        }

        rest = [.. kept];
        return reader.AtEnd;
    }

    /// <summary>
    /// Adds the primitive objects of one level; templates inside are left aside. A repeated object ends the tap
    /// (EMV Book 3, 10.2), and what only a terminal may say is not taken from a card.
    /// </summary>
    private static bool TryAddObjects(ReadOnlySpan<byte> content, DataObjects target)
    {
        var reader = new BerTlvReader(content);
        while (reader.TryReadNext(out var tag, out var value, out _, out var error))
        {
            var isTerminalObject = DataElementTable.TryFind(tag, out var element)
                && element.Source == DataElementSource.Terminal;
            if (!tag.IsConstructed && !isTerminalObject && !target.TryAdd(tag, value))
            {
                return false;
            }

            if (error.Code != ParseErrorCode.None)
            {
                return false;
            }
        }

        return reader.AtEnd;
    }
}
