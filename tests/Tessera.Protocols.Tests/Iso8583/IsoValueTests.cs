using CsCheck;
using Tessera.Iso8583;

namespace Tessera.Protocols.Tests.Iso8583;

public sealed class IsoValueTests
{
    [Theory]
    [InlineData("0100", "0110")]
    [InlineData("0101", "0110")]
    [InlineData("0400", "0410")]
    [InlineData("0420", "0430")]
    [InlineData("0421", "0430")]
    [InlineData("0800", "0810")]
    public void A_response_has_the_next_function_and_no_repeat_mark(string request, string response)
    {
        Assert.True(MessageType.TryParse(request, out MessageType type));
        Assert.True(type.IsRequest);
        Assert.Equal(response, type.Response.ToString());
        Assert.False(type.Response.IsRequest);
    }

    [Fact]
    public void A_field_set_lists_what_was_put_in() => Gen.Int[2, 128].HashSet[0, 60].Sample(numbers =>
    {
        FieldSet set = numbers.Aggregate(default(FieldSet), (s, n) => s.With(n));
        List<int> listed = [];
        for (int field = set.Next(1); field != 0; field = set.Next(field))
            listed.Add(field);
        Assert.Equal(numbers.Order(), listed);
        Assert.All(Enumerable.Range(0, 130), n => Assert.Equal(numbers.Contains(n), set.Contains(n)));
        Assert.Equal(numbers.Any(n => n > 64) ? 32 : 16, set.ToString().Length);
    });

    [Fact]
    public void Every_dialect_defines_every_element_of_1987()
    {
        foreach (Dialect dialect in Dialect.All)
            Assert.All(Enumerable.Range(2, 127), n => Assert.Equal($"DE{n}", dialect[n]?.Path));
    }

    [Theory]
    [InlineData(FieldEncoding.Ascii, 19, "303139")]
    [InlineData(FieldEncoding.Bcd, 19, "0019")]
    [InlineData(FieldEncoding.Binary, 19, "0013")]
    [InlineData(FieldEncoding.Binary, 999, "03E7")]
    [InlineData(FieldEncoding.Bcd, 999, "0999")]
    public void A_length_of_three_digits_lies_as_its_encoding_says(FieldEncoding encoding, int length, string hex)
    {
        LengthPrefix prefix = new(3, encoding);
        byte[] target = new byte[prefix.ByteCount];
        Assert.True(prefix.TryWrite(length, target));
        Assert.Equal(hex, Convert.ToHexString(target));
        Assert.True(prefix.TryRead(target, out int read, out _));
        Assert.Equal(length, read);
    }
}
