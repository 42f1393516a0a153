using CsCheck;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

// Goal: what is written is read back, what is read is written back byte for byte, and reading allocates nothing.
public sealed class IsoMessageTests
{
    private static readonly int[] Repeated = [2, 3, 4, 7, 11, 32, 37];

    public static TheoryData<string> Dialects { get; } = [.. Dialect.All.Select(dialect => dialect.Name)];

    [Fact]
    public void Any_field_set_of_any_dialect_is_read_as_it_was_written() => GenMessage.Any.Sample(
        sample =>
        {
            byte[] bytes = GenMessage.Write(sample.Dialect, sample.Type, sample.Values);
            Assert.True(IsoMessage.TryRead(bytes, sample.Dialect, out IsoMessage message, out _));
            Assert.Equal(sample.Type, message.Type);
            Assert.Equal(sample.Values.Length, Count(message.Fields));
            foreach ((int field, string text) in sample.Values)
            {
                Assert.Equal(text, message[field].ToText());
                Assert.True(message[field].TextEquals(text));
            }
        },
        iter: 300);

    [Fact]
    public void Any_message_is_copied_field_by_field_to_the_same_bytes() => GenMessage.Any.Sample(
        sample =>
        {
            byte[] bytes = GenMessage.Write(sample.Dialect, sample.Type, sample.Values);
            Assert.True(IsoMessage.TryRead(bytes, sample.Dialect, out IsoMessage message, out _));
            byte[] target = new byte[bytes.Length];
            IsoWriter writer = new(target, sample.Dialect, message.Type);
            for (int field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
                writer.Copy(message, field);
            Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
            Assert.Equal(bytes, target[..byteCount]);
        },
        iter: 200);

    [Fact]
    public void Any_target_that_is_too_short_is_reported_and_not_overrun() => GenMessage.Any.Sample(
        sample =>
        {
            byte[] bytes = GenMessage.Write(sample.Dialect, sample.Type, sample.Values);
            byte[] target = new byte[bytes.Length - 1];
            IsoWriter writer = new(target, sample.Dialect, sample.Type);
            foreach ((int field, string text) in sample.Values)
                writer.WriteText(field, text);
            Assert.False(writer.TryFinish(out _, out ParseError error));
            Assert.Equal(ParseErrorCode.TooLong, error.Code);
        },
        iter: 100);

    [Theory]
    [InlineData("1987-ascii-hex")]
    [InlineData("1987-ascii-binary")]
    [InlineData("1987-bcd-binary")]
    public void Read_allocates_nothing(string name)
    {
        Assert.True(Dialect.TryFind(name, out Dialect? dialect));
        byte[] bytes = SampleTap.Write(dialect);
        Span<byte> scratch = stackalloc byte[512];
        Assert.True(ReadOnce(bytes, dialect, scratch));

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRead = true;
        for (int i = 0; i < 1000; i++)
            isRead &= ReadOnce(bytes, dialect, scratch);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isRead);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Request_is_read_and_answered_without_allocation(string name)
    {
        Assert.True(Dialect.TryFind(name, out Dialect? dialect));
        byte[] bytes = SampleTap.Write(dialect);
        byte[] answer = new byte[1024];
        Span<byte> scratch = stackalloc byte[512];
        int expected = AnswerOnce(bytes, dialect, scratch, answer);
        Assert.True(expected > 0);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int differ = 0;
        for (int i = 0; i < 1000; i++)
            differ += AnswerOnce(bytes, dialect, scratch, answer) == expected ? 0 : 1;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((0, 0), (differ, allocated));
    }

    [Theory]
    [InlineData("1987-ascii-hex")]
    [InlineData("1987-ascii-binary")]
    [InlineData("1987-bcd-binary")]
    public void Bytes_come_back_as_they_were_written(string name)
    {
        Assert.True(Dialect.TryFind(name, out Dialect? dialect));
        Assert.True(IsoMessage.TryRead(SampleTap.Write(dialect), dialect, out IsoMessage message, out _));
        Span<byte> target = stackalloc byte[128];
        int length = message[55].CopyBytes(target);
        Assert.Equal(SampleTap.Objects, target[..length].ToArray());
    }

    [Fact]
    public void Typed_accessors_read_what_a_switch_decides_on()
    {
        byte[] bytes = SampleTap.Write(Dialect.Bcd1987Binary);
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Bcd1987Binary, out IsoMessage message, out _));
        Assert.True(message.TryReadPan(out Pan pan, out _));
        Assert.Equal(9999100000000004UL, pan.Number);
        Assert.True(message.TryReadMoney(out Money money, out _));
        Assert.Equal(new Money(1234, Currency.Usd), money);
        Assert.True(message.TryReadNumber(11, out ulong stan, out _));
        Assert.Equal(42UL, stan);
        Assert.False(message.TryReadResponseCode(out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorCode.Missing, 0, "DE39"), error);
    }

    [Fact]
    public void Money_of_an_unknown_currency_is_refused_by_its_path()
    {
        byte[] bytes = GenMessage.Write(
            Dialect.Ascii1987Hex, new MessageType(0x0100), (4, "000000001234"), (49, "000"));
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Ascii1987Hex, out IsoMessage message, out _));
        Assert.False(message.TryReadMoney(out _, out ParseError error));
        Assert.Equal("DE49", error.Path);
    }

    [Fact]
    public void Original_elements_survive_a_round_trip()
    {
        OriginalElements original = new(new MessageType(0x0100), 42, 1123204601, 510001, 0);
        Span<char> text = stackalloc char[OriginalElements.Length];
        Assert.True(original.TryFormat(text));
        byte[] bytes = GenMessage.Write(Dialect.Bcd1987Binary, new MessageType(0x0400), (90, new string(text)));
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Bcd1987Binary, out IsoMessage message, out _));
        Assert.True(message.TryReadOriginal(out OriginalElements read, out _));
        Assert.Equal(original, read);
    }

    [Fact]
    public void Mac_covers_all_bytes_before_its_value()
    {
        byte[] target = new byte[128];
        IsoWriter writer = new(target, Dialect.Bcd1987Binary, new MessageType(0x0800));
        writer.WriteText(11, "000001");
        writer.WriteText(70, "301");
        byte[] covered = writer.BeginMac(128).ToArray();
        writer.WriteBytes(128, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());

        Assert.True(IsoMessage.TryRead(
            target.AsSpan(0, byteCount), Dialect.Bcd1987Binary, out IsoMessage message, out _));
        Assert.True(message.TryReadMac(out ReadOnlySpan<byte> read, out FieldView mac));
        Assert.Equal(covered, read.ToArray());
        Assert.Equal("0102030405060708", mac.ToText());
    }

    [Fact]
    public void Mac_with_an_element_after_it_is_none()
    {
        foreach ((int last, string text) in ((int, string)[])[(70, "301"), (90, new string('0', 42)), (102, "1")])
        {
            byte[] bytes = GenMessage.Write(
                Dialect.Ascii1987Hex, new MessageType(0x0800), (11, "000001"), (64, "0102030405060708"), (last, text));
            Assert.True(IsoMessage.TryRead(bytes, Dialect.Ascii1987Hex, out IsoMessage message, out _));
            Assert.False(message.TryReadMac(out ReadOnlySpan<byte> covered, out FieldView mac));
            Assert.True(covered.IsEmpty);
            Assert.False(mac.IsPresent);
        }
    }

    private static bool ReadOnce(byte[] bytes, Dialect dialect, Span<byte> scratch) =>
        IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out _)
        && message.TryReadTlv(55, scratch, out _, out _)
        && message.TryReadMoney(out _, out _)
        && message.TryReadPan(out _, out _)
        && message[41].TextEquals("TID12345");

    private static int AnswerOnce(byte[] bytes, Dialect dialect, Span<byte> scratch, byte[] answer)
    {
        if (!ReadOnce(bytes, dialect, scratch) || !IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out _))
            return 0;
        IsoWriter writer = new(answer, dialect, message.Type.Response);
        foreach (int field in Repeated)
            writer.Copy(message, field);
        writer.WriteText(39, SampleTap.Approved(dialect));
        return writer.TryFinish(out int count, out _) ? count : 0;
    }

    private static int Count(FieldSet fields)
    {
        int count = 0;
        for (int field = fields.Next(1); field != 0; field = fields.Next(field))
            count++;
        return count;
    }
}
