using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class DataElementTableTests
{
    [Fact]
    public void Every_row_has_a_well_formed_tag_a_name_and_an_ordered_range()
    {
        Assert.True(DataElementTable.All.Count > 100);
        Assert.All(DataElementTable.All, row =>
        {
            Assert.True(row.Tag.IsWellFormed, row.Tag.ToString());
            Assert.NotEmpty(row.Name);
            Assert.True(row.MinLengthBytes <= row.MaxLengthBytes, row.Tag.ToString());
        });
    }

    [Fact]
    public void Every_tag_named_in_code_is_in_the_dictionary()
    {
        foreach (var property in typeof(EmvTags).GetProperties())
        {
            var tag = (BerTag)property.GetValue(null)!;
            Assert.True(DataElementTable.TryFind(tag, out _), property.Name);
        }
    }

    [Fact]
    public void An_unknown_tag_counts_as_binary()
    {
        Assert.False(DataElementTable.TryFind(new BerTag(0xDF7F), out var element));
        Assert.Equal(DataElementFormat.Binary, element.Format);
        Assert.Equal(DataElementFormat.Binary, DataElementTable.FormatOf(new BerTag(0xDF7F)));
    }

    [Fact]
    public void The_first_value_of_a_tag_stays()
    {
        var objects = new DataObjects();
        Assert.True(objects.TryAdd(EmvTags.Pan, [1]));
        Assert.False(objects.TryAdd(EmvTags.Pan, [2]));
        Assert.Equal("01", Hex.Write(objects.GetOrEmpty(EmvTags.Pan)));
        Assert.Equal(1, objects.Count);
    }

    [Fact]
    public void A_value_of_a_wrong_length_is_not_well_formed()
    {
        var objects = new DataObjects();
        objects.TryAdd(EmvTags.ApplicationTransactionCounter, [1]);
        objects.TryAdd(EmvTags.UnpredictableNumber, [1, 2, 3, 4]);
        Assert.False(objects.TryGetWellFormed(EmvTags.ApplicationTransactionCounter, out _));
        Assert.False(objects.TryGetWellFormed(EmvTags.Pan, out _));
        Assert.True(objects.TryGetWellFormed(EmvTags.UnpredictableNumber, out var number));
        Assert.Equal(4, number.Length);
    }
}
