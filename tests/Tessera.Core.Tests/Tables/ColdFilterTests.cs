using System.Buffers;
using Tessera.Core.Tables;

namespace Tessera.Core.Tests.Tables;

public sealed class ColdFilterTests
{
    private const int Keys = 30_000;

    [Fact]
    public void A_key_that_left_memory_is_never_denied()
    {
        var filter = Filled();
        Assert.All(Enumerable.Range(0, Keys), i => Assert.True(filter.MayHold(Key(i))));
    }

    [Fact]
    public void A_key_that_never_left_memory_is_denied_but_for_a_few_in_a_thousand()
    {
        var filter = Filled();
        Assert.InRange(Enumerable.Range(Keys, 100_000).Count(i => filter.MayHold(Key(i))), 0, 500);
    }

    [Fact]
    public void Kinds_are_told_apart()
    {
        var filter = Filled();
        Assert.InRange(
            Enumerable.Range(0, Keys).Count(i => filter.MayHold(Key(i) with { Kind = ColdKind.Trace })), 0, 150);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(Keys)]
    public void A_filter_that_was_frozen_and_loaded_goes_on_as_the_first_one_would(int keys)
    {
        var first = Filled(keys);
        var second = Copy(first);

        for (var i = keys; i < keys + 5_000; i++)
        {
            first.Add(Key(i));
            second.Add(Key(i));
        }

        Assert.Equal(first.Count, second.Count);
        Assert.Equal(BytesOf(first), BytesOf(second));
    }

    private static ColdFilter Filled(int keys = Keys)
    {
        var filter = new ColdFilter();
        for (var i = 0; i < keys; i++)
        {
            filter.Add(Key(i));
        }

        return filter;
    }

    private static ColdFilter Copy(ColdFilter filter)
    {
        var copy = new ColdFilter();
        copy.Load(filter.Count, new SnapshotReader(new MemoryStream(BytesOf(filter))));
        return copy;
    }

    private static byte[] BytesOf(ColdFilter filter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new SnapshotWriter(buffer).Write(filter.Freeze().Layers);
        return buffer.WrittenSpan.ToArray();
    }

    // Callers may choose keys that differ little.
    private static ColdKey Key(int i) => new(ColdKind.Answer, ((UInt128)i * 3 + 1) << (i % 2 * 60));
}
