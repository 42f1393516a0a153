using System.Text;
using CsCheck;
using Tessera.Journal;

namespace Tessera.Server.Tests.Journal;

public sealed class JournalRowTests
{
    // Computed by a separate program from the description of the format.
    private const string Frozen = "EE217D0E84AD3864B329E1E189EE021EF3339E118D957DAC7193EE2704587C1B";

    [Fact]
    public void The_checksum_is_crc_32c()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
        Assert.Equal(0u, Crc32C.Of([]));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
    }

    /// <summary>The bytes under the hash are a persisted format: this value must never change.</summary>
    [Fact]
    public void The_hash_of_a_row_is_frozen()
    {
        var first = JournalRow.After(JournalHead.Empty(3), 2, Encoding.ASCII.GetBytes("first"));
        var second = JournalRow.After(first.Position, 2, Encoding.ASCII.GetBytes("second"));
        Assert.Equal(RowFault.None, second.Check(first.Position));
        Assert.Equal(Frozen, second.Hash.ToString());
    }

    [Fact]
    public void Any_flipped_bit_of_a_blob_is_found() => Gen.Select(
        Gen.Byte.Array[1, 300], Gen.Int[0, int.MaxValue]).Sample((blob, at) =>
        {
            var head = new JournalHead(1, 7, new RowHash(1, 2, 3, 4));
            var row = JournalRow.After(head, 1, blob);
            var damaged = blob.ToArray();
            damaged[at % blob.Length] ^= (byte)(1 << (at % 8));
            return row.Check(head) == RowFault.None
                && (row with { Blob = damaged }).Check(head) == RowFault.BadChecksum;
        });
}
