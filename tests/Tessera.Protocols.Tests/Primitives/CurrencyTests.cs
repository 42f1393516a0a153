using System.Globalization;
using System.Text.Json;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class CurrencyTests
{
    [Fact]
    public void Table_is_the_published_one()
    {
        var file = Path.Combine(RepositoryFolder.Vectors, "iso4217.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var published = document.RootElement.GetProperty("currencies").EnumerateObject()
            .Select(row => (
                Code: row.Name,
                Number: int.Parse(row.Value.GetProperty("numeric").GetString()!, CultureInfo.InvariantCulture),
                Exponent: MinorUnits(row.Value.GetProperty("minor_units"))))
            .OrderBy(row => row.Number);

        var table = CurrencyUnits.All.Where(unit => unit.Number <= 999)
            .Select(unit => (unit.Code, Number: (int)unit.Number, unit.Exponent));

        Assert.Equal(published, table);
    }

    [Theory]
    [InlineData("USD", 840, 2)]
    [InlineData("EUR", 978, 2)]
    [InlineData("CNY", 156, 2)]
    [InlineData("JPY", 392, 0)]
    [InlineData("GBP", 826, 2)]
    [InlineData("KWD", 414, 3)]
    [InlineData("CLF", 990, 4)]
    public void Letters_and_number_name_the_same_currency(string code, int number, int exponent)
    {
        Assert.True(Currency.TryFromCode(code, out var byCode));
        Assert.True(Currency.TryFromNumber(number, out var byNumber));
        Assert.Equal(byCode, byNumber);
        Assert.Equal((code, exponent), (byCode.Code, byCode.Exponent));
        Assert.True(byCode.IsKnown);
        Assert.False(byCode.IsOperatorUnit);
    }

    [Fact]
    public void Named_currencies_are_in_the_table()
    {
        Currency[] named = [Currency.Usd, Currency.Eur, Currency.Cny, Currency.Jpy, Currency.Gbp];

        Assert.Equal(["USD", "EUR", "CNY", "JPY", "GBP"], named.Select(currency => currency.Code));
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("ZZZ")]
    [InlineData("")]
    [InlineData("---")]
    public void Unknown_letters_are_refused(string code)
    {
        Assert.False(Currency.TryFromCode(code, out var currency));
        Assert.Equal(Currency.None, currency);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(64_999)]
    [InlineData(65_536 + 840)]
    public void Unknown_number_is_refused(int number) => Assert.False(Currency.TryFromNumber(number, out _));

    [Fact]
    public void Unknown_currency_prints_its_number()
    {
        Assert.Equal("---", Currency.None.Code);
        Assert.Equal("001", new Currency(1).Code);
        Assert.False(new Currency(1).IsKnown);
    }

    [Fact]
    public void Operator_unit_counts_as_a_currency_of_its_own()
    {
        var points = new CurrencyUnit(40_001, "CITYPTS", 0, "City of Testing");
        CurrencyUnits.Register(points);
        CurrencyUnits.Register(points);

        Assert.True(Currency.TryFromCode("CITYPTS", out var currency));
        Assert.True(currency.IsOperatorUnit);
        Assert.Equal("250 CITYPTS", new Money(250, currency).ToString());
        Assert.Throws<InvariantException>(() => CurrencyUnits.Register(points with { Exponent = 2 }));
        Assert.Throws<InvariantException>(() => CurrencyUnits.Register(points with { Number = 40_002 }));
    }

    [Theory]
    [InlineData(999, "OTHER", 2, "Issuer")]
    [InlineData(40_003, "USD", 2, "Issuer")]
    [InlineData(40_003, "", 2, "Issuer")]
    [InlineData(40_003, "OTHER", 7, "Issuer")]
    [InlineData(40_003, "OTHER", -1, "Issuer")]
    [InlineData(40_003, "OTHER", 2, "")]
    public void Unit_that_would_confuse_is_refused(ushort number, string code, int exponent, string issuer)
    {
        var unit = new CurrencyUnit(number, code, exponent, issuer);

        Assert.Throws<InvariantException>(() => CurrencyUnits.Register(unit));
    }

    private static int MinorUnits(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? element.GetInt32() : 0;
}
