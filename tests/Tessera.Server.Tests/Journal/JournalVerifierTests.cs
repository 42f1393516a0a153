using Microsoft.Data.Sqlite;
using Tessera.Journal;
using Tessera.Journal.Sqlite;

namespace Tessera.Server.Tests.Journal;

/// <summary>Goal: one flipped bit anywhere in a row is found, and the row is named.</summary>
public sealed class JournalVerifierTests : IDisposable
{
    private const int RowCount = 80;
    private const int Damaged = 64;

    private readonly TempFolder _temp = TempFolder.InMemory();

    public JournalVerifierTests()
    {
        using var journal = SqliteJournal.Open(Folder);
        var epoch = journal.Claim();
        for (var i = 0; i < RowCount; i++)
        {
            journal.AppendRow(epoch, 200 + (i % 5 * 2_000));
        }
    }

    private SqliteFolder Folder => new(_temp.Path);

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("events", RowFault.BadChecksum)]
    [InlineData("checksum", RowFault.BadChecksum)]
    [InlineData("hash", RowFault.BadHash)]
    [InlineData("previous_hash", RowFault.BrokenChain)]
    [InlineData("epoch", RowFault.BadHash)]
    [InlineData("shard", RowFault.WrongShard)]
    public void A_flipped_bit_of_a_column_is_found_and_its_row_named(string column, RowFault expected)
    {
        var random = new Random(7);
        using var connection = Connect();
        for (var sequence = RowCount - Damaged + 1; sequence <= RowCount; sequence++)
        {
            var before = Value(connection, column, sequence);
            object after = before is long number ? Flip(number, random) : Flip((byte[])before, random);
            Set(connection, column, sequence, after);
            var report = Verify();
            Assert.Equal((sequence, expected), (report.BadSequence, report.Fault));
            Assert.Equal(sequence - 1, report.RowsChecked);
            Set(connection, column, sequence, before);
        }

        Assert.True(Verify().IsSound);
    }

    [Fact]
    public void A_flipped_bit_in_the_file_is_found_and_its_row_named()
    {
        var random = new Random(8);
        var file = File.ReadAllBytes(Folder.JournalFile);
        for (var sequence = RowCount - Damaged + 1; sequence <= RowCount; sequence++)
        {
            var start = file.AsSpan().IndexOf(Rows.Blob(sequence, 100));
            Assert.True(start > 0);
            FlipInFile(start + random.Next(100), 1 << random.Next(8), sequence);
        }
    }

    [Fact]
    public void A_missing_row_is_named_by_its_own_number()
    {
        using var connection = Connect();
        Run(connection, "DELETE FROM journal WHERE sequence = 40");
        Assert.Equal((40, RowFault.Gap), (Verify().BadSequence, Verify().Fault));
    }

    [Fact]
    public void Two_exchanged_rows_are_found()
    {
        using var connection = Connect();
        Run(connection, "UPDATE journal SET sequence = -1 WHERE sequence = 40");
        Run(connection, "UPDATE journal SET sequence = 40 WHERE sequence = 41");
        Run(connection, "UPDATE journal SET sequence = 41 WHERE sequence = -1");
        Assert.Equal(40, Verify().BadSequence);
    }

    [Fact]
    public void A_row_written_again_with_fitting_checksums_breaks_the_chain_at_the_next()
    {
        using var connection = Connect();
        using (var rows = new SqliteRows(Folder))
        {
            var forged = JournalRow.After(rows.Read(39, 1)[0].Position, 1, Rows.Blob(40, 300));
            Set(connection, "events", 40, forged.Blob.ToArray());
            Set(connection, "checksum", 40, (long)forged.Checksum);
            Set(connection, "hash", 40, forged.Hash.ToArray());
        }

        Assert.Equal((41, RowFault.BrokenChain), (Verify().BadSequence, Verify().Fault));
    }

    [Fact]
    public void A_damaged_last_row_keeps_the_journal_from_opening()
    {
        using (var connection = Connect())
        {
            Set(connection, "events", RowCount, Rows.Blob(1, 10));
        }

        var error = Assert.Throws<JournalException>(() => SqliteJournal.Open(Folder));
        Assert.Equal(JournalFault.Damaged, error.Fault);
        Assert.Contains($"row {RowCount} ", error.Message, StringComparison.Ordinal);
    }

    private static long Flip(long value, Random random) => value ^ (1L << random.Next(16));

    private static byte[] Flip(byte[] value, Random random)
    {
        var bytes = value.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static object Value(SqliteConnection connection, string column, long sequence)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {column} FROM journal WHERE sequence = {sequence}";
        return command.ExecuteScalar()!;
    }

    private static void Set(SqliteConnection connection, string column, long sequence, object value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE journal SET {column} = $value WHERE sequence = {sequence}";
        command.Parameters.AddWithValue("$value", value);
        command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void FlipInFile(int at, int mask, long sequence)
    {
        using var stream = new FileStream(Folder.JournalFile, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        var value = (byte)stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(value ^ mask));
        stream.Flush();
        var report = Verify();
        Assert.Equal((sequence, RowFault.BadChecksum), (report.BadSequence, report.Fault));
        stream.Position = at;
        stream.WriteByte(value);
    }

    private JournalReport Verify()
    {
        using var rows = new SqliteRows(Folder);
        return JournalVerifier.Verify(rows);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Folder.JournalFile};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF");
        return connection;
    }
}
