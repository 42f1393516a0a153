using System.Buffers;
using Tessera.Core.Tables;

namespace Tessera.Core.Tests.Tables;

public sealed class RecordTableTests
{
    private static readonly byte[] Sizes = [0, 1, 40, 200];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_table_agrees_with_a_dictionary_whatever_is_added_changed_and_removed(int seed)
    {
        var random = new Random(seed);
        var table = new RecordTable<CommandAnswered>();
        var model = new Dictionary<UInt128, CommandAnswered>();
        for (var step = 0; step < 20_000; step++)
        {
            var key = KeyOf(random.Next(3_000));
            var record = Record(random, key);
            if (!table.TryFind(key, out var row))
            {
                Assert.False(model.ContainsKey(key));
                table.Add(key, 0, record);
                model.Add(key, record);
            }
            else if (random.Next(3) == 0)
            {
                table.Remove(row);
                model.Remove(key);
            }
            else
            {
                table.Replace(row, record);
                model[key] = record;
            }
        }

        Check(model, table);
    }

    [Fact]
    public void What_was_frozen_stays_as_it_was_while_the_table_goes_on()
    {
        var random = new Random(7);
        var table = new RecordTable<CommandAnswered>();
        for (var i = 0; i < 3_000; i++)
        {
            table.Add(KeyOf(i), 0, Record(random, KeyOf(i)));
        }

        var frozen = table.Freeze();
        var before = BytesOf(frozen);
        for (var i = 0; i < 6_000; i++)
        {
            var key = KeyOf(random.Next(6_000));
            if (table.TryFind(key, out var row) && random.Next(2) == 0)
            {
                table.Remove(row);
            }
            else if (row >= 0)
            {
                table.Replace(row, Record(random, key));
            }
            else
            {
                table.Add(key, 0, Record(random, key));
            }
        }

        Assert.Equal(before, BytesOf(frozen));
        Assert.NotEqual(before, BytesOf(table.Freeze()));
    }

    [Fact]
    public void A_table_that_was_written_and_read_is_the_same_row_by_row()
    {
        var random = new Random(11);
        var table = new RecordTable<CommandAnswered>();
        for (var i = 0; i < 5_000; i++)
        {
            table.Add(KeyOf(i), 0, Record(random, KeyOf(i)));
            if (i % 3 == 0 && table.TryFind(KeyOf(i / 2), out var row))
            {
                table.Remove(row);
            }
        }

        var bytes = BytesOf(table.Freeze());
        var copy = new RecordTable<CommandAnswered>();
        new SnapshotReader(new MemoryStream(bytes)).ReadRecords((slot, record) => copy.Add(slot, record));

        Assert.Equal(bytes, BytesOf(copy.Freeze()));
        Check(table.All().ToDictionary(record => record.CommandId), copy);
    }

    [Fact]
    public void A_key_names_one_record()
    {
        var table = new RecordTable<CommandAnswered>();
        table.Add(5, 0, new CommandAnswered(5, 0, []));
        Assert.Throws<InvariantException>(() => table.Add(5, 0, new CommandAnswered(5, 1, [])));
    }

    private static void Check(Dictionary<UInt128, CommandAnswered> model, RecordTable<CommandAnswered> table)
    {
        Assert.Equal(model.Count, table.Count);
        foreach (var (key, record) in model)
        {
            var found = table.Find(key)!;
            Assert.Equal((record.CommandId, record.BodyHash), (found.CommandId, found.BodyHash));
            Assert.Equal(record.Reply, found.Reply);
        }

        Assert.Equal(
            model.Keys.Order(), table.All().Select(record => record.CommandId).Order());
    }

    // Some are longer than what shares a chunk.
    private static CommandAnswered Record(Random random, UInt128 key)
    {
        var reply = new byte[random.Next(200) == 0 ? 5_000 + random.Next(100_000) : Sizes[random.Next(4)]];
        random.NextBytes(reply);
        return new CommandAnswered(key, (UInt128)random.Next(), reply);
    }

    private static UInt128 KeyOf(int i) => ((UInt128)i * 3 + 1) << (i % 2 * 60);

    private static byte[] BytesOf(FrozenRecords records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new SnapshotWriter(buffer).Write(records);
        return buffer.WrittenSpan.ToArray();
    }
}
