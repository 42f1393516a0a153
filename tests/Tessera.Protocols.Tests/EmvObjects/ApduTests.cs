using CsCheck;
using Tessera.Emv.Apdu;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class ApduTests
{
    [Theory]
    [InlineData("00A40400", 0, -1)]
    [InlineData("00A4040000", 0, 256)]
    [InlineData("00A4040010", 0, 16)]
    [InlineData("00A404000101", 1, -1)]
    [InlineData("00A40400010100", 1, 256)]
    [InlineData("00A40400000000", 0, 65_536)]
    [InlineData("00A404000000010A", 1, -1)]
    [InlineData("00A404000000010A0100", 1, 256)]
    public void All_cases_are_read(string bytes, int dataLength, int expectedLength)
    {
        Assert.True(CommandApdu.TryRead(Hex.Read(bytes), out var command, out _));
        Assert.Equal(dataLength, command.Data.Length);
        Assert.Equal(expectedLength, command.ExpectedLengthBytes);
        Assert.Equal(0xA4, command.Header.Instruction);
    }

    [Theory]
    [InlineData("", ParseErrorCode.Truncated)]
    [InlineData("00A404", ParseErrorCode.Truncated)]
    [InlineData("00A4040002FF", ParseErrorCode.BadLength)]
    [InlineData("00A40400010102FF", ParseErrorCode.BadLength)]
    [InlineData("00A404000000", ParseErrorCode.BadLength)]
    [InlineData("00A404000000020A", ParseErrorCode.BadLength)]
    [InlineData("00A404000000010A01", ParseErrorCode.BadLength)]
    public void Malformed_commands_are_refused(string bytes, ParseErrorCode code)
    {
        Assert.False(CommandApdu.TryRead(Hex.Read(bytes), out _, out var error));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Commands_round_trip()
    {
        var expected = Gen.OneOf(Gen.Const(-1), Gen.Int[1, 256], Gen.Int[257, 65_536]);
        Gen.Select(Gen.Byte.Array[0, 600], expected).Sample((data, length) =>
        {
            var command = new CommandApdu(new CommandHeader(0x80, 0xAE, 0x40, 0), data, length);
            return CommandApdu.TryRead(command.ToBytes(), out var read, out _)
                && read.Data.Span.SequenceEqual(data)
                && read.ExpectedLengthBytes == length
                && read.Header == command.Header;
        });
    }

    [Theory]
    [InlineData(255, 4 + 1 + 255)]
    [InlineData(256, 4 + 3 + 256)]
    public void Data_over_255_bytes_take_the_extended_form(int dataLength, int totalLength)
    {
        var command = new CommandApdu(new CommandHeader(0, 0xA4, 4, 0), new byte[dataLength], -1);
        Assert.Equal(totalLength, command.ToBytes().Length);
        Assert.True(CommandApdu.TryRead(command.ToBytes(), out var read, out _));
        Assert.Equal(dataLength, read.Data.Length);
    }

    [Fact]
    public void Named_commands_have_the_bytes_of_the_published_dialogues()
    {
        Assert.Equal("00A4040007A000000004101000",
            Hex.Write(CommandApdu.Select(Hex.Read("A0000000041010")).ToBytes()));
        Assert.Equal("80A8000002830000", Hex.Write(CommandApdu.GetProcessingOptions(Hex.Read("8300")).ToBytes()));
        Assert.Equal("00B2011400", Hex.Write(CommandApdu.ReadRecord(2, 1).ToBytes()));
        Assert.Equal("80AE800002010200", Hex.Write(CommandApdu.GenerateAc(0x80, Hex.Read("0102")).ToBytes()));
    }

    [Fact]
    public void Responses_are_cut_into_data_and_status()
    {
        Assert.True(ResponseApdu.TryRead(Hex.Read("0102" + "6A82"), out var response, out _));
        Assert.Equal("0102", Hex.Write(response.Data.Span));
        Assert.Equal("6A82", response.Status.ToString());
        Assert.False(response.Status.IsSuccess);
        Assert.Equal("01026A82", Hex.Write(response.ToBytes()));
    }

    [Theory]
    [InlineData(0, ParseErrorCode.Truncated)]
    [InlineData(1, ParseErrorCode.Truncated)]
    [InlineData(65_539, ParseErrorCode.TooLong)]
    public void Responses_of_a_wrong_length_are_refused(int length, ParseErrorCode code)
    {
        Assert.False(ResponseApdu.TryRead(new byte[length], out _, out var error));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 600].Sample(bytes =>
            CommandApdu.TryRead(bytes, out var command, out var error)
                ? command.Data.Length <= bytes.Length
                : error.Code != ParseErrorCode.None);
    }
}
