using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class ParseErrorTests
{
    [Fact]
    public void Text_names_path_place_and_reason() => Assert.Equal(
        "DE55/9F10 at byte 12: truncated",
        new ParseError(ParseErrorCode.Truncated, 2, "9F10").Under("DE55", 10).ToString());

    [Fact]
    public void Error_at_the_root_has_no_path() =>
        Assert.Equal("at byte 3: bad character", new ParseError(ParseErrorCode.BadCharacter, 3).ToString());

    [Fact]
    public void Default_is_no_error()
    {
        Assert.Equal(ParseErrorCode.None, default(ParseError).Code);
        Assert.Equal("", default(ParseError).Path);
        Assert.Equal("at byte 0: no error", default(ParseError).ToString());
    }

    [Fact]
    public void Every_code_has_words_of_its_own()
    {
        var texts = Enum.GetValues<ParseErrorCode>().Select(code => new ParseError(code, 0).ToString()).ToList();

        Assert.Equal(texts.Count, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("at byte 0: unknown error", texts);
    }

    [Fact]
    public void Codes_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(0, 14), Enum.GetValues<ParseErrorCode>().Select(code => (int)code));

    [Fact]
    public void Broken_invariant_names_the_fact()
    {
        Invariant.Check(true, "never shown");

        var exception = Assert.Throws<InvariantException>(() => Invariant.Check(false, "books balance"));
        Assert.Equal("books balance", exception.Fact);
        Assert.Equal("Broken invariant: books balance", exception.Message);
    }
}
