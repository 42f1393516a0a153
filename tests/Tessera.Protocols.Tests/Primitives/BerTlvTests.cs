using System.Buffers;
using CsCheck;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class BerTlvTests
{
    private static readonly BerTag Template = new(0xE0);
    private static readonly BerTag Primitive = new(0x9F26);

    [Fact]
    public void Tree_keeps_order_children_and_offsets()
    {
        Assert.True(BerTlv.TryReadTree(Hex.Read("9C0101E0089F260101E1029A00"), out var nodes, out _));

        Assert.Equal([(0x9Cu, 2), (0xE0u, 5)], nodes.Select(node => (node.Tag.Value, node.OffsetBytes)));
        Assert.Equal([(0x9F26u, 8)], nodes[1].Children.Select(node => (node.Tag.Value, node.OffsetBytes)).Take(1));
    }

    [Theory]
    [InlineData("E0019C01FF", ParseErrorCode.BadLength, 3, "E0/9C")]
    [InlineData("E0039C8101C001FF", ParseErrorCode.Truncated, 5, "E0/9C")]
    [InlineData("E0019F0001FF", ParseErrorCode.BadTag, 2, "E0")]
    [InlineData("9C00E003E1019C", ParseErrorCode.BadLength, 7, "E0/E1/9C")]
    [InlineData("9C01FFAA", ParseErrorCode.BadLength, 4, "AA")]
    public void Nested_fault_is_named_with_its_path_and_the_offset_in_the_whole(
        string hex,
        ParseErrorCode code,
        int offset,
        string path)
    {
        Assert.False(BerTlv.TryReadTree(Hex.Read(hex), out _, out var error));
        Assert.Equal(new ParseError(code, offset, path), error);
    }

    [Fact]
    public void What_was_read_before_the_fault_is_kept()
    {
        Assert.False(BerTlv.TryReadTree(Hex.Read("9A00" + "E0069C01FF9F0205"), out var nodes, out _));

        Assert.Equal(["9A", "E0"], nodes.Select(node => node.Tag.ToString()));
        Assert.Equal("9C", Assert.Single(nodes[1].Children).Tag.ToString());
    }

    [Fact]
    public void Nesting_up_to_the_cap_is_read_and_one_deeper_refused()
    {
        Assert.True(BerTlv.TryReadTree(Nest(BerTlv.MaxDepth - 1), out _, out _));

        Assert.False(BerTlv.TryReadTree(Nest(BerTlv.MaxDepth), out _, out var error));
        Assert.Equal(ParseErrorCode.TooDeep, error.Code);
        Assert.Equal(BerTlv.MaxDepth, error.Path.Split('/').Length);
    }

    [Fact]
    public void Nesting_of_thousands_of_levels_is_refused_without_harm()
    {
        Assert.False(BerTlv.TryReadTree(Nest(8_000), out _, out var error));
        Assert.Equal(ParseErrorCode.TooDeep, error.Code);
        Assert.False(BerTlv.TryFind(Nest(8_000), Primitive, out _));
    }

    [Fact]
    public void Source_over_the_cap_is_refused_at_once()
    {
        Assert.False(BerTlv.TryReadTree(new byte[BerTlv.MaxSourceBytes + 1], out var nodes, out var error));
        Assert.Empty(nodes);
        Assert.Equal(ParseErrorCode.TooLong, error.Code);
    }

    [Theory]
    [InlineData("9C0101", "9C", "01")]
    [InlineData("9C01019C0102", "9C", "01")]
    [InlineData("E0039C01019C0102", "9C", "01")]
    [InlineData("E0039C0101E1039F0201", "9F02", null)]
    [InlineData("9A00E0049F260102", "9F26", "02")]
    [InlineData("9A00E0049F2601029C0107", "9C", "07")]
    [InlineData("E0039C0101", "E0", "9C0101")]
    [InlineData("", "9C", null)]
    public void First_data_object_in_wire_order_is_found(string hex, string tag, string? value)
    {
        BerTag.TryRead(tag, out var wanted, out _);
        var source = Hex.Read(hex);

        Assert.Equal(value is not null, BerTlv.TryFind(source, wanted, out var found));
        Assert.Equal(value ?? "", Hex.Write(found));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_000)]
    public void Length_is_written_in_the_fewest_bytes(int length)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new BerTlvWriter(buffer).Write(Primitive, new byte[length]);

        Assert.Equal(2 + length + length switch { < 128 => 1, < 256 => 2, _ => 3 }, buffer.WrittenCount);
        Assert.True(BerTlv.TryFind(buffer.WrittenSpan, Primitive, out var value));
        Assert.Equal(length, value.Length);
    }

    [Fact]
    public void Template_that_is_not_open_or_not_constructed_breaks_an_invariant()
    {
        var writer = new BerTlvWriter(new ArrayBufferWriter<byte>());

        Assert.Throws<InvariantException>(writer.End);
        Assert.Throws<InvariantException>(() => writer.Begin(Primitive));
    }

    [Fact]
    public void Tree_survives_the_round_trip() => Gen.Select(Gen.Int, Gen.Int[1, 40]).Sample((seed, size) =>
    {
        var bytes = RandomTree(new Random(seed), size);
        if (!BerTlv.TryReadTree(bytes, out var nodes, out _))
        {
            return false;
        }

        var copy = new ArrayBufferWriter<byte>();
        WriteAll(new BerTlvWriter(copy), nodes);
        return copy.WrittenSpan.SequenceEqual(bytes);
    });

    [Fact]
    public void Random_bytes_give_an_error_and_never_an_exception() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var isRead = BerTlv.TryReadTree(bytes, out _, out var error);
        BerTlv.TryFind(bytes, Primitive, out _);
        return isRead == (error.Code == ParseErrorCode.None)
            && error.OffsetBytes >= 0
            && error.OffsetBytes <= bytes.Length;
    });

    [Fact]
    public void Every_cut_of_a_tree_keeps_only_what_is_complete() => Gen.Int[0, 100_000].Sample(seed =>
    {
        var bytes = RandomTree(new Random(seed), 12);
        for (var length = 0; length < bytes.Length; length++)
        {
            var isRead = BerTlv.TryReadTree(bytes.AsMemory(0, length), out var nodes, out var error);
            Assert.Equal(isRead, error.Code == ParseErrorCode.None);
            Assert.All(nodes, node => Assert.True(node.OffsetBytes + node.Value.Length <= length));
        }
    }, iter: 30);

    [Fact]
    public void More_objects_than_a_tree_may_have_are_too_long_and_those_before_are_kept()
    {
        var most = Enumerable.Repeat(Hex.Read("9C00"), BerTlv.MaxNodes).SelectMany(part => part).ToArray();
        Assert.True(BerTlv.TryReadTree(most, out var nodes, out _));
        Assert.Equal(BerTlv.MaxNodes, nodes.Count);

        byte[] nested = [0x9A, 0x00, 0xE0, 0x82, (byte)(most.Length >> 8), (byte)(most.Length & 0xFF), .. most];
        Assert.False(BerTlv.TryReadTree(nested, out nodes, out var error));
        Assert.Equal((ParseErrorCode.TooLong, "E0/9C"), (error.Code, error.Path));
        Assert.Equal(6 + (2 * (BerTlv.MaxNodes - 2)) + 2, error.OffsetBytes);
        Assert.Equal(2, nodes.Count);
        Assert.Equal(BerTlv.MaxNodes - 2, nodes[1].Children.Count);
    }

    [Theory]
    [InlineData("E000", 4_096)]
    [InlineData("9C00", 4_096)]
    [InlineData("E0029C00", 4_096)]
    [InlineData("0000", 4_096)]
    [InlineData("E08203FC", 4_096)]
    [InlineData("E000", BerTlv.MaxSourceBytes)]
    [InlineData("9C00", BerTlv.MaxSourceBytes)]
    [InlineData("E0029C00", BerTlv.MaxSourceBytes)]
    [InlineData("E004E0029C00", BerTlv.MaxSourceBytes)]
    public void Memory_grows_with_the_source_up_to_a_limit(string pattern, int byteCount)
    {
        var unit = Hex.Read(pattern);
        var source = Enumerable.Repeat(unit, byteCount / unit.Length).SelectMany(part => part).ToArray();
        BerTlv.TryReadTree(source, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        BerTlv.TryReadTree(source, out _, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, Math.Min(64 * source.Length, 192 * BerTlv.MaxNodes) + 4_096);
    }

    private static byte[] Nest(int levels)
    {
        var bytes = new List<byte>();
        for (var level = 0; level < levels; level++)
        {
            var length = bytes.Count;
            bytes.InsertRange(0, length < 128
                ? [0xE0, (byte)length]
                : [0xE0, 0x82, (byte)(length >> 8), (byte)(length & 0xFF)]);
        }

        return [.. bytes];
    }

    private static byte[] RandomTree(Random random, int size)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new BerTlvWriter(buffer);
        for (var i = 0; i < size; i++)
        {
            switch (random.Next(4))
            {
                case 0 when writer.Depth < BerTlv.MaxDepth - 2:
                    writer.Begin(Template);
                    break;
                case 1 when writer.Depth > 0:
                    writer.End();
                    break;
                default:
                    var value = new byte[random.Next(8) == 0 ? random.Next(300) : random.Next(9)];
                    random.NextBytes(value);
                    writer.Write(random.Next(2) == 0 ? Primitive : new BerTag(0x9C), value);
                    break;
            }
        }

        while (writer.Depth > 0)
        {
            writer.End();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAll(BerTlvWriter writer, IReadOnlyList<BerTlvNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (!node.Tag.IsConstructed)
            {
                writer.Write(node.Tag, node.Value.Span);
                continue;
            }

            writer.Begin(node.Tag);
            WriteAll(writer, node.Children);
            writer.End();
        }
    }
}
