using CsCheck;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class DataObjectListTests
{
    [Fact]
    public void Missing_objects_are_filled_with_zeros()
    {
        Assert.Equal("000000000000", Fill("9F0206", new DataObjects()));
    }

    [Fact]
    public void Unknown_tags_are_filled_with_zeros_even_when_constructed()
    {
        var source = With("6F", "0102");
        Assert.Equal("0000", Fill("6F02", source));
        Assert.Equal("000000", Fill("DF7F03", source));
    }

    [Theory]
    [InlineData("9F02", "000000001234", "9F0204", "00001234")]
    [InlineData("9F02", "000000001234", "9F0208", "0000000000001234")]
    [InlineData("5F34", "01", "5F3402", "0001")]
    public void Numeric_objects_are_cut_and_padded_on_the_left(string tag, string value, string list, string expected)
    {
        Assert.Equal(expected, Fill(list, With(tag, value)));
    }

    [Theory]
    [InlineData("5A", "1234567890123456", "5A0A", "1234567890123456FFFF")]
    [InlineData("5A", "1234567890123456", "5A04", "12345678")]
    public void Compressed_numeric_objects_are_cut_and_padded_on_the_right(
        string tag, string value, string list, string expected)
    {
        Assert.Equal(expected, Fill(list, With(tag, value)));
    }

    [Theory]
    [InlineData("95", "0102030405", "9503", "010203")]
    [InlineData("95", "0102030405", "9507", "01020304050000")]
    [InlineData("9F1E", "4142434445464748", "9F1E0A", "41424344454647480000")]
    [InlineData("DF01", "0102", "DF0101", "01")]
    public void Other_formats_are_cut_and_padded_on_the_right(string tag, string value, string list, string expected)
    {
        Assert.Equal(expected, Fill(list, With(tag, value)));
    }

    [Fact]
    public void Entries_of_length_zero_take_no_bytes()
    {
        Assert.Equal("05", Fill("9F02009501", With("95", "0500000000")));
    }

    [Theory]
    [InlineData("9F", ParseErrorCode.Truncated, 1)]
    [InlineData("9F02", ParseErrorCode.Truncated, 2)]
    [InlineData("9F020695", ParseErrorCode.Truncated, 4)]
    [InlineData("0002", ParseErrorCode.BadTag, 0)]
    [InlineData("9F8182838402", ParseErrorCode.BadTag, 0)]
    public void Broken_lists_are_refused_with_the_place(string list, ParseErrorCode code, int offset)
    {
        Assert.False(DataObjectList.TryRead(Hex.Read(list), out _, out var error));
        Assert.Equal(code, error.Code);
        Assert.Equal(offset, error.OffsetBytes);
    }

    [Fact]
    public void A_list_over_252_bytes_is_refused()
    {
        Assert.False(DataObjectList.TryRead(new byte[254], out _, out var error));
        Assert.Equal(ParseErrorCode.TooLong, error.Code);
    }

    [Fact]
    public void An_empty_list_asks_for_nothing()
    {
        Assert.True(DataObjectList.TryRead([], out var list, out _));
        Assert.Empty(list.Entries);
        Assert.Equal(0, list.TotalLengthBytes);
    }

    [Fact]
    public void Filling_and_taking_apart_are_inverse_for_objects_of_the_listed_length()
    {
        Gen.Select(Gen.Byte.Array[6], Gen.Byte.Array[5], Gen.Byte.Array[4]).Sample((amount, results, number) =>
        {
            DataObjectList.TryRead(Hex.Read("9F02069505" + "9F3704"), out var list, out _);
            var source = new DataObjects();
            source.Set(EmvTags.AmountAuthorised, amount);
            source.Set(EmvTags.TerminalVerificationResults, results);
            source.Set(EmvTags.UnpredictableNumber, number);
            var target = new DataObjects();
            return list.TryUnfill(list.Fill(source), target)
                && target.GetOrEmpty(EmvTags.AmountAuthorised).SequenceEqual(amount)
                && target.GetOrEmpty(EmvTags.TerminalVerificationResults).SequenceEqual(results)
                && target.GetOrEmpty(EmvTags.UnpredictableNumber).SequenceEqual(number);
        });
    }

    [Fact]
    public void Taking_apart_a_wrong_length_is_refused()
    {
        DataObjectList.TryRead(Hex.Read("9F0206"), out var list, out _);
        Assert.False(list.TryUnfill(new byte[5], new DataObjects()));
        Assert.False(list.TryUnfill(new byte[7], new DataObjects()));
    }

    [Fact]
    public void Random_bytes_never_throw_and_fill_exactly_the_total_length()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
            !DataObjectList.TryRead(bytes, out var list, out var error)
                ? error.Code != ParseErrorCode.None && error.OffsetBytes <= bytes.Length
                : list.Fill(new DataObjects()).Length == list.TotalLengthBytes);
    }

    private static string Fill(string list, DataObjects source)
    {
        Assert.True(DataObjectList.TryRead(Hex.Read(list), out var parsed, out var error), error.ToString());
        return Hex.Write(parsed.Fill(source));
    }

    private static DataObjects With(string tag, string value)
    {
        Assert.True(BerTag.TryRead(tag, out var parsed, out _));
        var source = new DataObjects();
        source.Set(parsed, Hex.Read(value));
        return source;
    }
}
