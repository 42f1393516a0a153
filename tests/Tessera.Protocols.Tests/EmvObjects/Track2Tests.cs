using CsCheck;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class Track2Tests
{
    [Theory]
    [InlineData("", ParseErrorCode.BadLength)]
    [InlineData("5413330089600044", ParseErrorCode.Missing)]
    [InlineData("5413330089600044D141220", ParseErrorCode.Truncated)]
    [InlineData("5413330089600044DD1412201", ParseErrorCode.BadCharacter)]
    [InlineData("54133300896000A4D1412201", ParseErrorCode.BadCharacter)]
    [InlineData("5413330089600044D1412201F1", ParseErrorCode.BadCharacter)]
    [InlineData("541333D14122010", ParseErrorCode.BadLength)]
    public void Broken_tracks_are_refused(string value, ParseErrorCode code)
    {
        var padded = value.Length % 2 == 0 ? value : value + "F";
        Assert.False(Track2.TryRead(Hex.Read(padded), out _, out var error));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Nineteen_bytes_are_allowed()
    {
        Assert.True(Track2.TryRead(Hex.Read("5413330089600044D1412201012345678901234F"[..38]), out var track, out _));
        Assert.Equal("012345678901234"[..14], track.Discretionary);
    }

    [Fact]
    public void Twenty_bytes_are_too_many()
    {
        Assert.False(Track2.TryRead(new byte[20], out _, out var error));
        Assert.Equal(ParseErrorCode.BadLength, error.Code);
    }

    [Fact]
    public void An_odd_count_of_digits_ends_in_F()
    {
        var bytes = Hex.Read("5413330089600044D14122010123409172F0"[..^2] + "1F");

        Assert.True(Track2.TryRead(bytes, out var track, out _));
        Assert.Equal("01234091721"[1..], track.Discretionary[1..]);
        Assert.Equal("201", track.ServiceCode);
        Assert.Equal("1412", track.ExpiryYymm);
    }

    [Fact]
    public void A_track_prints_masked()
    {
        Assert.True(Track2.TryRead(Hex.Read("5413330089600044D14122010123409172"), out var track, out _));
        Assert.DoesNotContain("5413330089600044", track.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1412", track.ToString(), StringComparison.Ordinal);
        Assert.Equal(5413330089600044UL, track.Pan.Number);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 24].Sample(bytes =>
            Track2.TryRead(bytes, out var track, out var error)
                ? track.ExpiryYymm.Length == 4 && track.Pan.Length >= 8
                : error.Code != ParseErrorCode.None && error.OffsetBytes <= bytes.Length);
    }

    [Fact]
    public void Random_digits_around_one_separator_are_read_back()
    {
        var digits = Gen.Char['0', '9'];
        Gen.Select(digits.Array[8, 19], digits.Array[7, 17]).Sample((pan, rest) =>
        {
            var text = new string(pan) + "D" + new string(rest);
            if (text.Length > 37)
            {
                return true;
            }

            return Track2.TryRead(Hex.Read(text.Length % 2 == 0 ? text : text + "F"), out var track, out _)
                && track.Pan.Reveal() == new string(pan)
                && track.ExpiryYymm + track.ServiceCode + track.Discretionary == new string(rest);
        });
    }
}
