using Tessera.Device.Storage;

namespace Tessera.Server.Tests.Phones;

public sealed class FileAtcStoreTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_new_file_begins_at_zero_and_keeps_what_is_written()
    {
        using (var store = FileAtcStore.Begin(_path))
        {
            Assert.True(store.TryRead(out var first));
            Assert.Equal(0, first);
            Assert.True(store.TryWrite(1));
            Assert.True(store.TryWrite(2));
        }

        Assert.Equal(2, Reopen());
    }

    [Fact]
    public void A_counter_never_goes_back()
    {
        using var store = FileAtcStore.Begin(_path);
        Assert.True(store.TryWrite(5));
        Assert.False(store.TryWrite(5));
        Assert.False(store.TryWrite(4));
        Assert.True(store.TryRead(out var last));
        Assert.Equal(5, last);
    }

    /// <summary>Power is lost while a record is written: every cut gives the last whole record.</summary>
    [Fact]
    public void A_file_cut_at_any_byte_gives_the_last_whole_record()
    {
        using (var store = FileAtcStore.Begin(_path))
        {
            for (var value = 1; value <= 4; value++)
            {
                Assert.True(store.TryWrite(value));
            }
        }

        var bytes = File.ReadAllBytes(_path);
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Equal(length / 8, Reopen());
            using var store = FileAtcStore.Begin(_path);
            Assert.True(store.TryWrite((length / 8) + 1));
        }
    }

    [Fact]
    public void A_whole_last_record_with_wrong_bytes_counts_as_used_and_an_earlier_one_breaks_the_store()
    {
        using (var store = FileAtcStore.Begin(_path))
        {
            store.TryWrite(1);
            store.TryWrite(2);
            store.TryWrite(3);
        }

        var bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Equal(3, Reopen());
        Assert.Equal(3, Reopen());
        using (var store = FileAtcStore.Begin(_path))
        {
            Assert.False(store.TryWrite(3));
            Assert.True(store.TryWrite(4));
        }

        Assert.Equal(4, Reopen());
        bytes[9] ^= 1;
        File.WriteAllBytes(_path, bytes);
        using var broken = FileAtcStore.Begin(_path);
        Assert.False(broken.TryRead(out _));
        Assert.False(broken.TryWrite(9));
    }

    [Fact]
    public void A_file_that_is_gone_does_not_count_from_one_again()
    {
        using (var lost = FileAtcStore.Open(_path))
        {
            Assert.False(lost.TryRead(out _));
            Assert.False(lost.TryWrite(1));
        }

        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void A_second_opening_is_broken_while_the_first_lives()
    {
        using var first = FileAtcStore.Begin(_path);
        using var second = FileAtcStore.Begin(_path);
        Assert.False(second.TryRead(out _));
        Assert.True(first.TryWrite(1));
    }

    private int Reopen()
    {
        using var store = FileAtcStore.Open(_path);
        Assert.True(store.TryRead(out var last));
        return last;
    }
}
