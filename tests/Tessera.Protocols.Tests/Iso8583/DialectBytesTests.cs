using System.Text;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

// Goal: the dialects that no published message here shows, byte for byte, with the framework's code page as a witness.
public sealed class DialectBytesTests
{
    private static readonly Encoding CodePage = CodePagesEncodingProvider.Instance.GetEncoding(1047)!;

    [Fact]
    public void An_ebcdic_message_has_ebcdic_type_lengths_and_values_and_binary_bitmaps()
    {
        byte[] bytes = GenMessage.Write(
            Dialect.Ebcdic1987Binary,
            new MessageType(0x0100),
            (2, "9999100000000004"), (3, "000000"), (28, "D00000050"), (32, "510001"), (37, "AB 820000042"),
            (52, "0102030405060708"), (90, "010000004211232046010000051000100000000000"));
        Assert.Equal(
            Hex.Read(
                "F0F1F0F0" + "E000001108001000" + "0000004000000000"
                + "F1F6" + "F9F9F9F9F1F0F0F0F0F0F0F0F0F0F0F4" + "F0F0F0F0F0F0" + "C4F0F0F0F0F0F0F5F0"
                + "F0F6F5F1F0F0F0F1" + "C1C240F8F2F0F0F0F0F0F4F2" + "0102030405060708"
                + "F0F1F0F0F0F0F0F0F4F2F1F1F2F3F2F0F4F6F0F1F0F0F0F0F0F5F1F0F0F0F1F0F0F0F0F0F0F0F0F0F0F0"),
            bytes);
    }

    [Fact]
    public void Every_printable_character_has_the_byte_of_code_page_1047()
    {
        string text = string.Concat(Enumerable.Range(0x20, 95).Select(c => (char)c));
        byte[] bytes = GenMessage.Write(Dialect.Ebcdic1987Binary, new MessageType(0x0800), (48, text));
        Assert.Equal(CodePage.GetBytes("095" + text), bytes[^98..]);
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Ebcdic1987Binary, out IsoMessage message, out _));
        Assert.Equal(text, message[48].ToText());
    }

    [Fact]
    public void A_byte_that_is_no_character_of_its_element_is_refused_where_it_stands()
    {
        byte[] right = GenMessage.Write(
            Dialect.Ebcdic1987Binary, new MessageType(0x0800), (11, "000001"), (48, new string('A', 300)));
        for (int at = 12; at < right.Length; at++)
        {
            byte[] wrong = [.. right];
            wrong[at] = 0x00;
            Assert.False(IsoMessage.TryRead(wrong, Dialect.Ebcdic1987Binary, out _, out ParseError error));
            bool isLength = at is >= 18 and < 21;
            Assert.Equal(isLength ? ParseErrorCode.BadLength : ParseErrorCode.BadCharacter, error.Code);
            Assert.Equal(isLength ? 18 : at, error.OffsetBytes);
        }
    }

    [Fact]
    public void A_1993_message_has_its_own_type_lengths_and_elements()
    {
        (int, string)[] values =
        [
            (2, "9999100000000004"), (12, "261123204601"), (15, "261124"), (22, "A00101A00000"), (24, "100"),
            (39, "000"), (53, "0102"), (55, "9F360200019F2608A1A2A3A4A5A6A7A8"), (56, "11000000422611232046010651"),
        ];
        byte[] text = GenMessage.Write(Dialect.Ascii1993Hex, new MessageType(0x1110), values);
        Assert.Equal(
            "1110" + "4012050002000B00" + "169999100000000004" + "261123204601" + "261124" + "A00101A00000" + "100"
            + "000" + "040102" + "0329F360200019F2608A1A2A3A4A5A6A7A8" + "2611000000422611232046010651",
            Encoding.ASCII.GetString(text));
        byte[] binary = GenMessage.Write(Dialect.Bcd1993Binary, new MessageType(0x1110), values);
        Assert.Equal(
            Hex.Read(
                "1110" + "4012050002000B00" + "169999100000000004" + "261123204601" + "261124"
                + "413030313031413030303030" + "0100" + "0000" + "020102" + "00169F360200019F2608A1A2A3A4A5A6A7A8"
                + "2611000000422611232046010651"),
            binary);
    }

    [Theory]
    [InlineData("1987-ebcdic-binary")]
    [InlineData("1993-ascii-hex")]
    [InlineData("1993-bcd-binary")]
    [InlineData("postilion")]
    public void Chip_objects_come_back_as_they_were_written(string name)
    {
        Assert.True(Dialect.TryFind(name, out Dialect? dialect));
        byte[] target = new byte[256];
        IsoWriter writer = new(target, dialect, new MessageType(0x0100));
        writer.WriteBytes(55, SampleTap.Objects);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        Assert.True(IsoMessage.TryRead(target.AsSpan(0, byteCount), dialect, out IsoMessage message, out _));
        Assert.True(message.TryReadTlv(55, new byte[512], out ReadOnlySpan<byte> objects, out error), error.ToString());
        Assert.Equal(SampleTap.Objects, objects.ToArray());
    }
}
