using CsCheck;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class ApplicationFileLocatorTests
{
    [Theory]
    [InlineData("", ParseErrorCode.BadLength, 0)]
    [InlineData("080101", ParseErrorCode.BadLength, 0)]
    [InlineData("0801010008", ParseErrorCode.BadLength, 4)]
    [InlineData("00010100", ParseErrorCode.OutOfRange, 0)]
    [InlineData("F8010100", ParseErrorCode.OutOfRange, 0)]
    [InlineData("09010100", ParseErrorCode.OutOfRange, 0)]
    [InlineData("08000100", ParseErrorCode.OutOfRange, 1)]
    [InlineData("08020100", ParseErrorCode.OutOfRange, 2)]
    [InlineData("08010203", ParseErrorCode.OutOfRange, 3)]
    [InlineData("0801010008020100", ParseErrorCode.OutOfRange, 6)]
    public void Broken_locators_are_refused_with_the_place(string value, ParseErrorCode code, int offset)
    {
        Assert.False(ApplicationFileLocator.TryRead(Hex.Read(value), out var locator, out var error));
        Assert.Equal(code, error.Code);
        Assert.Equal(offset, error.OffsetBytes);
        Assert.Empty(locator.Entries);
    }

    [Fact]
    public void The_highest_file_and_record_are_accepted()
    {
        Assert.True(ApplicationFileLocator.TryRead(Hex.Read("F001FFFF"), out var locator, out _));
        Assert.Equal(new FileLocatorEntry(30, 1, 255, 255), locator.Entries[0]);
        Assert.Equal(255, locator.RecordCount);
    }

    [Fact]
    public void Random_bytes_never_throw_and_accepted_entries_obey_the_rules()
    {
        Gen.Byte.Array[0, 260].Sample(bytes =>
            !ApplicationFileLocator.TryRead(bytes, out var locator, out var error)
                ? error.Code != ParseErrorCode.None
                : locator.Entries.All(entry => entry.ShortFileIdentifier is >= 1 and <= 30
                    && entry.FirstRecord >= 1
                    && entry.RecordCount >= 1
                    && entry.AuthenticatedRecords <= entry.RecordCount));
    }
}
