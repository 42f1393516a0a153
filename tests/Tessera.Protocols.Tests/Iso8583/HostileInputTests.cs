using CsCheck;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

// Goal: no bytes make the reader throw or allocate; each fault is named by its place and keeps what came before.
public sealed class HostileInputTests
{
    // An error allocates at most its path.
    private const int AllowedBytes = 512;

    // Tables are built on first use; that is not the message's doing.
    static HostileInputTests()
    {
        foreach (Dialect dialect in Dialect.All)
            Read(dialect, SampleTap.Write(dialect));
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_without_an_exception() =>
        Gen.Select(GenMessage.Dialects, Gen.Byte.Array[0, 2048])
            .Sample((dialect, bytes) => Probe(dialect, bytes), iter: 3000);

    [Fact]
    public void Every_truncation_of_a_message_is_refused() => Gen.Select(GenMessage.Any, Gen.Double[0, 1]).Sample(
        (sample, cut) =>
        {
            byte[] bytes = GenMessage.Write(sample.Dialect, sample.Type, sample.Values);
            byte[] part = bytes[..(int)(bytes.Length * cut)];
            if (part.Length < bytes.Length)
                Assert.Equal(ParseErrorCode.Truncated, Probe(sample.Dialect, part).Code);
        },
        iter: 500);

    [Fact]
    public void Every_flipped_bit_of_a_tap_is_read_or_refused()
    {
        foreach (Dialect dialect in Dialect.All)
        {
            byte[] bytes = SampleTap.Write(dialect);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Probe(dialect, bytes);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Mutated_messages_are_read_or_refused() =>
        Gen.Select(GenMessage.Any, Gen.Int[0, 65535].Select(Gen.Byte).Array[1, 8]).Sample(
            (sample, edits) =>
            {
                byte[] bytes = GenMessage.Write(sample.Dialect, sample.Type, sample.Values);
                foreach ((int at, byte value) in edits)
                    bytes[at % bytes.Length] = value;
                Probe(sample.Dialect, bytes);
            },
            iter: 500);

    [Fact]
    public void A_message_over_the_greatest_frame_is_refused_at_once()
    {
        Assert.False(IsoMessage.TryRead(new byte[65536], Dialect.Bcd1987Binary, out _, out ParseError error));
        Assert.Equal(ParseErrorCode.TooLong, error.Code);
    }

    [Fact]
    public void Bytes_after_the_last_field_are_refused()
    {
        byte[] bytes = [.. SampleTap.Write(Dialect.Ascii1987Hex), 0x30];
        Assert.Equal(
            new ParseError(ParseErrorCode.TrailingBytes, bytes.Length - 1, ""), Probe(Dialect.Ascii1987Hex, bytes));
    }

    [Theory]
    [InlineData("01", "MTI", 2, ParseErrorCode.Truncated)]
    [InlineData("01X0", "MTI", 2, ParseErrorCode.BadCharacter)]
    [InlineData("0100700000000000000", "bitmap", 19, ParseErrorCode.Truncated)]
    [InlineData("010070000000000000G0", "bitmap", 18, ParseErrorCode.BadCharacter)]
    [InlineData("0100400000000000000020", "DE2", 20, ParseErrorCode.TooLong)]
    [InlineData("01004000000000000000X8", "DE2", 20, ParseErrorCode.BadLength)]
    [InlineData("0100600000000000000004123412345", "DE3", 31, ParseErrorCode.Truncated)]
    [InlineData("010020000000000000001234X6", "DE3", 24, ParseErrorCode.BadCharacter)]
    public void A_fault_is_named_by_path_and_offset(string text, string path, int offset, ParseErrorCode code)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(new ParseError(code, offset, path), Probe(Dialect.Ascii1987Hex, bytes));
    }

    [Fact]
    public void The_fields_before_a_fault_are_kept()
    {
        byte[] bytes = SampleTap.Write(Dialect.Ascii1987Hex);
        Assert.False(IsoMessage.TryRead(
            bytes.AsSpan(0, 85), Dialect.Ascii1987Hex, out IsoMessage message, out ParseError error));
        Assert.Equal("DE32", error.Path);
        Assert.Equal("9999100000000004", message[2].ToText());
        Assert.Equal("000042", message[11].ToText());
        Assert.False(message[32].IsPresent);
        Assert.True(message.Announced.Contains(32));
    }

    [Theory]
    [InlineData("1987-ascii-hex", 2)]
    [InlineData("1987-bcd-binary", 1)]
    public void A_fault_inside_DE55_names_the_object_and_its_place_in_the_message(string name, int bytesEach)
    {
        Assert.True(Dialect.TryFind(name, out Dialect? dialect));
        byte[] target = new byte[256];
        IsoWriter writer = new(target, dialect, new MessageType(0x0100));
        writer.WriteBytes(55, Hex.Read("9F360200019F10070601"));
        Assert.True(writer.TryFinish(out int byteCount, out _));
        Assert.True(IsoMessage.TryRead(target.AsSpan(0, byteCount), dialect, out IsoMessage message, out _));
        Assert.False(message.TryReadTlv(55, new byte[256], out ReadOnlySpan<byte> objects, out ParseError error));
        Assert.True(objects.IsEmpty);
        int at = message[55].OffsetBytes + (8 * bytesEach);
        Assert.Equal(new ParseError(ParseErrorCode.Truncated, at, "DE55/9F10"), error);
        Assert.StartsWith("DE55/9F10 at byte ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "1234567", ParseErrorCode.TooLong)]
    [InlineData(4, "12x4", ParseErrorCode.BadCharacter)]
    [InlineData(41, "TID\u00e9", ParseErrorCode.BadCharacter)]
    [InlineData(52, "0102", ParseErrorCode.BadLength)]
    [InlineData(52, "01020304050607GG", ParseErrorCode.BadCharacter)]
    [InlineData(28, "X00000100", ParseErrorCode.BadCharacter)]
    public void A_value_that_does_not_fit_its_field_is_not_written(int field, string text, ParseErrorCode code)
    {
        // The 1993 edition has another DE28.
        foreach (Dialect dialect in Dialect.All.Where(d => !d.Name.StartsWith("1993", StringComparison.Ordinal)))
        {
            IsoWriter writer = new(new byte[256], dialect, new MessageType(0x0100));
            writer.WriteText(field, text);
            Assert.False(writer.TryFinish(out _, out ParseError error));
            Assert.Equal(code, error.Code);
            Assert.Equal($"DE{field}", error.Path);
        }
    }

    [Fact]
    public void Fields_out_of_order_and_twice_are_not_written()
    {
        IsoWriter writer = new(new byte[256], Dialect.Ascii1987Hex, new MessageType(0x0100));
        writer.WriteNumber(11, 1);
        writer.WriteNumber(11, 1);
        Assert.False(writer.TryFinish(out _, out ParseError error));
        Assert.Equal(ParseErrorCode.Duplicate, error.Code);

        writer = new IsoWriter(new byte[256], Dialect.Ascii1987Hex, new MessageType(0x0100));
        writer.WriteNumber(11, 1);
        writer.WriteNumber(4, 1);
        Assert.False(writer.TryFinish(out _, out error));
        Assert.Equal(ParseErrorCode.OutOfRange, error.Code);
    }

    private static ParseError Probe(Dialect dialect, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ParseError error = Read(dialect, bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= AllowedBytes, $"{allocated} bytes for {bytes.Length}");
        return error;
    }

    private static ParseError Read(Dialect dialect, byte[] bytes)
    {
        Span<byte> scratch = stackalloc byte[1024];
        Span<char> text = stackalloc char[2048];
        _ = IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out ParseError error);
        _ = message.TryReadTlv(55, scratch, out _, out _);
        _ = message.TryReadMoney(out _, out _);
        for (int field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
            _ = message[field].CopyText(text);
        return error;
    }
}
